import { parse } from 'csv-parse/sync';
import { headingOf, pointerOfHeading } from './fields.js';
import { LIMITS } from './limits.js';
import { UnreadableFile } from './unreadable-file.js';
import { excerpt } from './words.js';

/** Which column holds what in a CSV file. */
export interface Headings {
  readonly delimiter: string;
  /** All headings as they stand in the file. */
  readonly row: readonly string[];
  /** The number of the row of headings, or of the last one where there are several. */
  readonly lastRow: number;
  readonly width: number;
  readonly known: readonly { readonly pointer: string; readonly at: number }[];
  /** Where the identifier stands; -1 where there is no such column. */
  readonly identifierAt: number;
  /** The heading of each pointer as it stands in the file. */
  readonly names: ReadonlyMap<string, string>;
  readonly ignored: readonly string[];
}

/** Enough to hold a line of configuration and a long row of headings. */
const HEAD_BYTES = 262_144;
const MOST_SKIPPED = 20;

/** The first row, or where it is a line of configuration as many as that may skip. */
function firstRows(bytes: Buffer, delimiter: string): string[][] {
  return parse(bytes.subarray(0, HEAD_BYTES), {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    to: /^"?#/.test(bytes.subarray(0, 2).toString('latin1')) ? MOST_SKIPPED * 2 : 1,
    skip_records_with_error: true,
    max_record_size: HEAD_BYTES,
  }) as string[][];
}

/** The line that may stand above the headings: `#`, then cells like `skipRows 2` and `headerRows 2` (standards.md 3.3). */
function placeOfHeadings(rows: readonly (readonly string[])[]): { at: number; last: number } {
  const [mark, ...settings] = rows[0] ?? [];
  if (mark?.trim() !== '#') return { at: 0, last: 0 };
  const setting = (name: string): number => {
    const form = new RegExp(`^${name} (\\d{1,2})$`, 'i');
    const found = settings.map((cell) => form.exec(cell.trim())?.[1]).find((digits) => digits !== undefined);
    return Math.min(Number(found ?? 0), MOST_SKIPPED);
  };
  const at = 1 + setting('skipRows');
  return { at, last: at + Math.max(setting('headerRows'), 1) - 1 };
}

const countKnown = (headings: readonly string[]): number => headings.filter((heading) => pointerOfHeading(heading) !== undefined).length;

function layoutOf(bytes: Buffer): { delimiter: string; row: string[]; lastRow: number } {
  const layouts = [',', ';', '\t'].map((delimiter) => {
    const rows = firstRows(bytes, delimiter);
    const { at, last } = placeOfHeadings(rows);
    return { delimiter, row: (rows[at] ?? []).map((heading) => heading.trim()), lastRow: last + 1 };
  });
  const [best] = layouts.sort((one, other) => countKnown(other.row) - countKnown(one.row));
  if (!best || countKnown(best.row) === 0) {
    throw new UnreadableFile(
      'None of the headings in row 1 is one of 360Giving’s. The first row must hold headings such as Identifier and Amount Awarded.',
    );
  }
  return best;
}

/** Finds the delimiter (comma, semicolon or tab) and what each column holds. Throws `UnreadableFile` where that is not clear. */
export function readHeadings(bytes: Buffer): Headings {
  const { delimiter, row, lastRow } = layoutOf(bytes);
  if (row.length > LIMITS.columns) {
    throw new UnreadableFile('The file has more than 1,000 columns. Remove those that hold nothing about grants.');
  }
  const names = new Map<string, string>();
  const known: { pointer: string; at: number }[] = [];
  const ignored: string[] = [];
  for (const [at, heading] of row.entries()) {
    const pointer = pointerOfHeading(heading);
    if (pointer === undefined) {
      if (heading !== '' && ignored.length < LIMITS.ignoredColumns) ignored.push(excerpt(heading, 100));
      continue;
    }
    const before = names.get(pointer);
    if (before !== undefined) throw new UnreadableFile(sentenceOnTwice(before, heading, pointer));
    names.set(pointer, heading);
    known.push({ pointer, at });
  }
  const identifierAt = known.find(({ pointer }) => pointer === '/id')?.at ?? -1;
  return { delimiter, row, lastRow, width: row.length, known, identifierAt, names, ignored };
}

function sentenceOnTwice(one: string, other: string, pointer: string): string {
  const [first, ...rest] = headingOf(pointer).split(':');
  const field = rest.join(':');
  const numbered = field === '' ? '' : `, or number them (${first}:0:${field} and ${first}:1:${field}) if both hold values`;
  return `Two columns have the same heading, “${excerpt(one)}” and “${excerpt(other)}”. Remove one${numbered}.`;
}
