import { carriedValue } from './carried.js';
import { readDate } from './dates.js';
import { fieldAt } from './fields.js';
import type { BeneficiaryLocation, CommitmentTransaction, Json, JsonObject } from './grant-row.js';
import { readPence } from './money.js';
import type { RowReading } from './row-reading.js';
import { type Leaf, pathOf, treeOf } from './tree.js';
import { emailIn } from './words.js';

/** A carried value as it may be kept; what may not is left out, and that is noted. */
function keptValue(reading: RowReading, pointer: string): Json | undefined {
  const text = reading.get(pointer);
  const field = fieldAt(pointer);
  if (text === undefined || !field || field.kind === 'individual') return undefined;
  if (field.kind === 'personal') return reading.note('personal-data-dropped');
  if (field.kind === 'text' && emailIn(text) !== undefined) return reading.note('email-left-out');
  return carriedValue(field, text) ?? reading.leaveOut(pointer);
}

function leavesAt(reading: RowReading, pointers: readonly string[]): Leaf<Json>[] {
  return pointers.flatMap((pointer) => {
    const value = keptValue(reading, pointer);
    return value === undefined ? [] : [{ path: pathOf(pointer), value }];
  });
}

const json = {
  leaf: (value: Json): Json => value,
  list: (items: readonly Json[]): Json => items,
  object: (properties: readonly (readonly [string, Json])[]): Json => Object.fromEntries(properties),
};

/** The same leaves, seen from the node one step down their paths. */
const within = (leaves: readonly Leaf<Json>[]): Leaf<Json>[] => leaves.map(({ path, value }) => ({ path: path.slice(1), value }));

/** Lists whose first item is partly ours: an item without anything else keeps its place there. */
const OURS = new Set(['plannedDates', 'recipientOrganization', 'fundingOrganization', 'grantProgramme']);

function inTheirPlaces([name, list]: readonly [string, readonly Leaf<Json>[]]): readonly [string, Json] {
  const numbers = list.map(({ path }) => Number(path[0]));
  const items = Array.from({ length: Math.max(...numbers) + 1 }, (_, item) =>
    treeOf(within(list.filter((_leaf, at) => numbers[at] === item)), json),
  );
  return [name, items];
}

/** Of a list whose first item is partly ours, a later item cannot take the first's place once nothing of the first could be kept. */
function withoutStrays(reading: RowReading, leaves: readonly Leaf<Json>[], standing: ReadonlySet<string>): Leaf<Json>[] {
  const firsts = new Set([...standing, ...leaves.filter(({ path }) => path[1] === '0').map(({ path }) => path[0] ?? '')]);
  const isStray = ({ path: [name = ''] }: Leaf<Json>): boolean => OURS.has(name) && !firsts.has(name);
  for (const { path } of leaves.filter(isStray)) reading.leaveOut(`/${path.join('/')}`);
  return leaves.filter((leaf) => !isStray(leaf));
}

/**
 * Whatever else of the standard the row holds, in its JSON form. To be asked for last; `standing` names the lists of whose first item
 * something of ours was kept.
 */
export function carriedOf(reading: RowReading, standing: ReadonlySet<string>): JsonObject {
  const leaves = withoutStrays(reading, leavesAt(reading, reading.rest()), standing);
  const ours = [...OURS]
    .map((name) => [name, within(leaves.filter(({ path }) => path[0] === name))] as const)
    .filter(([, list]) => list.length > 0);
  const others = treeOf(
    leaves.filter(({ path }) => !OURS.has(path[0] ?? '')),
    json,
  );
  return { ...(others as JsonObject), ...Object.fromEntries(ours.map(inTheirPlaces)) };
}

/** The places of benefit. */
export function locationsOf(reading: RowReading): BeneficiaryLocation[] {
  const pointers = reading.pointers.filter((pointer) => pointer.startsWith('/beneficiaryLocation/'));
  const locations = treeOf(within(leavesAt(reading, pointers)), json);
  return Array.isArray(locations) ? (locations as BeneficiaryLocation[]) : [];
}

function transactionAt(reading: RowReading, item: string): CommitmentTransaction | undefined {
  const date = readDate(reading.get(`${item}/transactionDate`) ?? '');
  const value = readPence(reading.get(`${item}/value`) ?? '', { signed: true });
  const id = reading.get(`${item}/id`);
  const description = keptValue(reading, `${item}/description`);
  const currency = reading.get(`${item}/currency`) ?? 'GBP';
  if (!('value' in date) || !('value' in value) || currency.toUpperCase() !== 'GBP') return reading.leaveOut(`${item}/value`);
  return {
    ...(id === undefined ? {} : { id }),
    date: date.value,
    valuePence: value.value,
    ...(typeof description === 'string' ? { description } : {}),
  };
}

/** The later changes of what is committed. One without a date or a value says nothing; it is left out, and so is what else they hold. */
export function transactionsOf(reading: RowReading): CommitmentTransaction[] {
  const items = new Set(reading.pointers.flatMap((pointer) => /^\/commitmentTransaction\/\d+/.exec(pointer) ?? []));
  const transactions = [...items].flatMap((item) => transactionAt(reading, item) ?? []);
  for (const pointer of reading.rest().filter((rest) => rest.startsWith('/commitmentTransaction/'))) {
    reading.get(pointer);
    reading.leaveOut(pointer);
  }
  return transactions;
}
