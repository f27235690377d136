import { templateOf } from './fields.js';
import type { Cells } from './row-source.js';

/** Lists that take further items from a further row of the same grant; everything else a grant has once. */
const LISTS = [
  '/fundingType/*',
  '/classifications/*',
  '/beneficiaryLocation/*',
  '/relatedDocument/*',
  '/relatedActivity/*',
  '/applicationTransaction/*',
  '/commitmentTransaction/*',
  '/disbursementTransaction/*',
  '/recipientOrganization/*/location/*',
  '/fundingOrganization/*/location/*',
];

/** A grant's values with the items of each list counted from 0 without gaps, and the pointer that each had in the file. */
export interface GrantCells {
  readonly cells: Cells;
  readonly inFile: (pointer: string) => string;
}

/** Counts the items of each list from 0, since a file may begin at 1 or leave an item empty. */
export function counted(cells: Cells): GrantCells {
  if (![...cells.keys()].some((pointer) => /\/[1-9]/.test(pointer))) return { cells, inFile: (pointer) => pointer };
  const places = new Map<string, Set<number>>();
  for (const pointer of cells.keys()) {
    for (const [list, number] of listsIn(pointer)) places.set(list, (places.get(list) ?? new Set()).add(number));
  }
  const counts = new Map(
    [...places].map(([list, numbers]) => {
      const inOrder = [...numbers].sort((one, other) => one - other);
      return [list, new Map(inOrder.map((number, item) => [number, item]))];
    }),
  );
  const result = new Map<string, string>();
  const origins = new Map<string, string>();
  for (const [pointer, text] of cells) {
    let renumbered = pointer;
    for (const [list, number, from] of listsIn(pointer).toReversed()) {
      const tail = renumbered.slice(from + String(number).length);
      renumbered = `${renumbered.slice(0, from)}${counts.get(list)?.get(number) ?? 0}${tail}`;
    }
    result.set(renumbered, text);
    origins.set(renumbered, pointer);
  }
  return { cells: result, inFile: (pointer) => origins.get(pointer) ?? pointer };
}

/** The lists that a pointer goes through: the list's own pointer, the number taken from it, and where that number stands in the pointer. */
function listsIn(pointer: string): (readonly [list: string, number: number, from: number])[] {
  return [...pointer.matchAll(/\/(\d+)(?=\/|$)/g)].map(
    (found) => [pointer.slice(0, found.index), Number(found[1]), found.index + 1] as const,
  );
}

/** The list item that a pointer belongs to, if further rows may add items to its list: the list's pointer, and the item's number. */
function itemOf(pointer: string): { list: string; number: number } | undefined {
  const template = templateOf(pointer);
  const list = LISTS.find((path) => template === path || template.startsWith(`${path}/`));
  if (list === undefined) return undefined;
  const depth = list.split('/').length - 1;
  const parts = pointer.split('/');
  return { list: parts.slice(0, depth).join('/'), number: Number(parts[depth]) };
}

/** Several rows of one grant, read as one; or the pointers in which they contradict each other. */
export type Joined = { readonly cells: Cells } | { readonly differing: readonly string[] };

/**
 * Joins the rows that bear one identifier (standards.md 3.3): a further row may add cells that were empty, and items to lists. Where
 * two rows hold different values for what a grant has once, they are not one grant.
 */
export function joined(rows: readonly Cells[]): Joined {
  const result = new Map<string, string>();
  const differing = new Set<string>();
  for (const cells of rows.map((row) => counted(row).cells)) {
    const items = new Map<string, Map<number, Map<string, string>>>();
    for (const [pointer, text] of cells) {
      const item = itemOf(pointer);
      if (!item) {
        const before = result.get(pointer) ?? text;
        if (before !== text) differing.add(pointer);
        result.set(pointer, before);
        continue;
      }
      const list = items.get(item.list) ?? new Map<number, Map<string, string>>();
      items.set(item.list, list);
      const values = list.get(item.number) ?? new Map<string, string>();
      list.set(item.number, values);
      values.set(pointer.slice(`${item.list}/${item.number}`.length), text);
    }
    for (const [list, further] of items) addItems(result, list, [...further.values()]);
  }
  return differing.size > 0 ? { differing: [...differing] } : { cells: result };
}

/** Adds those items to a list that are not in it yet. */
function addItems(result: Map<string, string>, list: string, further: readonly ReadonlyMap<string, string>[]): void {
  let next = 0;
  while ([...result.keys()].some((pointer) => pointer === `${list}/${next}` || pointer.startsWith(`${list}/${next}/`))) next += 1;
  for (const values of further) {
    const isThere = Array.from({ length: next }, (_, item) => item).some((item) =>
      [...values].every(([tail, text]) => result.get(`${list}/${item}${tail}`) === text),
    );
    if (isThere) continue;
    for (const [tail, text] of values) result.set(`${list}/${next}${tail}`, text);
    next += 1;
  }
}
