import { CsvSource } from './csv-source.js';
import type { ReadGrant, ReadOptions, Refusal, Remark } from './grant-row.js';
import { judge } from './judge.js';
import { JsonSource } from './json-source.js';
import { LIMITS } from './limits.js';
import { Remarks } from './remarks.js';
import { bytesOf, type FileInput, formatOf, utf8Of } from './text-of-file.js';

/** What a file says: the grants that can be taken, and why the others cannot. */
export interface GrantFileReport {
  readonly format: 'csv' | 'json';
  /** Rows or grants that hold something. */
  readonly rowCount: number;
  readonly grants: readonly ReadGrant[];
  /** The first 1,000 refusals in the order of rows; `refusalCount` is how many there are. `fileToMend` gives every refused row. */
  readonly refusals: readonly Refusal[];
  readonly refusalCount: number;
  /** How many rows are refused; one row may have several refusals. */
  readonly refusedRowCount: number;
  readonly remarks: readonly Remark[];
  /** The file's own columns, which were not read (the first 100). */
  readonly ignoredColumns: readonly string[];
  /** What the file calls the column of a JSON pointer, for refusals that others add: the heading, or in JSON the pointer itself. */
  readonly columnOf: (pointer: string) => string;
}

export type OpenedFile = { readonly format: 'csv'; readonly source: CsvSource } | { readonly format: 'json'; readonly source: JsonSource };

const inOrder = <Placed extends { row: number }>(placed: Placed[]): Placed[] => placed.sort((one, other) => one.row - other.row);

/** Opens a file's bytes for reading. Throws `UnreadableFile` with a sentence that says why, and what to do. */
export async function openGrantFile(input: FileInput, mediaType: string, remarks = new Remarks()): Promise<OpenedFile> {
  const file = await bytesOf(input);
  const format = formatOf(mediaType, file);
  const { bytes, wasWindows1252 } = utf8Of(file, format);
  if (wasWindows1252) remarks.addForFile('windows-1252');
  return format === 'csv' ? { format, source: CsvSource.open(bytes) } : { format, source: new JsonSource(bytes) };
}

/**
 * Reads a 360Giving file, CSV or JSON (standards.md 3), and judges every row: it is taken, or refused with all that is wrong with it.
 * At most 20 MB and 100,000 rows; of refusals the first 1,000 are kept and all are counted. Throws `UnreadableFile` where the file as a
 * whole cannot be read; then nothing of it is taken.
 */
export async function readGrantFile(input: FileInput, mediaType: string, options: ReadOptions): Promise<GrantFileReport> {
  const remarks = new Remarks();
  const { format, source } = await openGrantFile(input, mediaType, remarks);
  const grants: ReadGrant[] = [];
  const refusals: Refusal[] = [];
  let refusalCount = 0;
  let refusedRowCount = 0;
  let rowCount = 0;
  for await (const judged of judge<unknown>(source, options, remarks)) {
    const rows = judged.rows.map(({ row }) => row);
    rowCount += rows.length;
    if (judged.grant) {
      grants.push({ row: rows[0] ?? 0, rows, grant: judged.grant });
      continue;
    }
    refusedRowCount += rows.length;
    refusalCount += judged.refusals.length;
    refusals.push(...judged.refusals.slice(0, LIMITS.refusals - refusals.length));
  }
  return {
    format,
    rowCount,
    grants: inOrder(grants),
    refusals: inOrder(refusals),
    refusalCount,
    refusedRowCount,
    remarks: remarks.list(),
    ignoredColumns: [...source.ignoredColumns],
    columnOf: (pointer) => source.columnOf(pointer),
  };
}
