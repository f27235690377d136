import { csvText } from './csv-text.js';
import { headingOf, placeOf } from './fields.js';
import { protectedCell } from './formula.js';
import type { ExportGrant } from './grant-row.js';
import { publishedGrant, type PublishedGrant } from './published.js';
import { pathOf, treeOf } from './tree.js';

export type Grants = AsyncIterable<ExportGrant> | Iterable<ExportGrant>;

/** What a package says of itself (standards.md 3.2). Addresses are absolute; `issued` and `modified` are dates or date-times with zone. */
export interface PackageMeta {
  readonly title: string;
  readonly description?: string;
  readonly identifier?: string;
  readonly issued?: string;
  readonly modified?: string;
  readonly publisher: { readonly identifier?: string; readonly name: string; readonly website?: string; readonly logo?: string };
  readonly downloadURL?: string;
  readonly accessURL?: string;
  readonly license?: string;
  readonly extensions?: readonly string[];
}

const VERSION = '1.4';

function jsonOf(grant: PublishedGrant): string {
  const leaves = [...grant].map(([pointer, value]) => ({ path: pathOf(pointer), value }));
  return treeOf(leaves, {
    leaf: ({ text, isNumber }) => (isNumber ? text : JSON.stringify(text)),
    list: (items) => `[${items.join(',')}]`,
    object: (properties) => `{${properties.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`,
  });
}

/**
 * A 360Giving 1.4.3 package in JSON, one grant a line, never as a whole in memory. Sums are written from the digits of their pence. The
 * schema wants at least one grant and each only once.
 */
export async function* writeJson(meta: PackageMeta, grants: Grants): AsyncGenerator<string> {
  yield `${JSON.stringify({ version: VERSION, ...meta }).slice(0, -1)},"grants":[`;
  let between = '\n';
  for await (const grant of grants) {
    yield `${between}${jsonOf(publishedGrant(grant))}`;
    between = ',\n';
  }
  yield '\n]}\n';
}

/** The numbers in a pointer, for the order of columns of one field. */
const numbersIn = (pointer: string): number[] => [...pointer.matchAll(/\/(\d+)/g)].map(([, digits]) => Number(digits));

function inColumnOrder(one: string, other: string): number {
  const [first = [], second = []] = [numbersIn(one), numbersIn(other)];
  const at = first.findIndex((number, place) => number !== second[place]);
  return placeOf(one) - placeOf(other) || (first[at] ?? 0) - (second[at] ?? 0);
}

/** The columns that a file needs: every pointer that some grant has. */
async function columnsOf(grants: Grants): Promise<string[]> {
  const pointers = new Set<string>();
  for await (const grant of grants) for (const pointer of publishedGrant(grant).keys()) pointers.add(pointer);
  return [...pointers].sort(inColumnOrder);
}

/** The lists that a pointer goes through at another item than the first. */
const furtherLists = (pointer: string): string[] =>
  [...pointer.matchAll(/\/[1-9]\d*(?=\/|$)/g)].map(({ index }) => pointer.slice(0, index));

function headingsOf(columns: readonly string[]): string[] {
  const numbered = new Set(columns.flatMap(furtherLists));
  return columns.map((pointer) => headingOf(pointer, (list) => numbered.has(list)));
}

async function* csvRows(columns: readonly string[], grants: Grants): AsyncGenerator<string[]> {
  yield headingsOf(columns);
  const known = new Set(columns);
  for await (const grant of grants) {
    const published = publishedGrant(grant);
    const unforeseen = [...published.keys()].find((pointer) => !known.has(pointer));
    if (unforeseen !== undefined) throw new Error(`The grants changed while they were written: ${grant.identifier} now has ${unforeseen}.`);
    yield columns.map((pointer) => {
      const value = published.get(pointer);
      if (!value) return '';
      return value.isNumber ? value.text : protectedCell(value.text);
    });
  }
}

/**
 * Grants as a 360Giving CSV file: the standard's headings, only the columns that are used, cells harmless for spreadsheets. The grants
 * are gone through twice, first for the columns; give a function where they do not stand in a list, and the same ones both times.
 */
export async function* writeCsv(grants: readonly ExportGrant[] | (() => Grants)): AsyncGenerator<string> {
  const open = typeof grants === 'function' ? grants : () => grants;
  const columns = await columnsOf(open());
  yield* csvText(csvRows(columns, open()));
}
