import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/** One column of a list as CSV. */
export interface Column<T> {
  readonly heading: string;
  readonly value: (item: T) => string | number | boolean | null | undefined;
}

/** Columns named as in JSON, in this order. Only fields that hold one value can be a column. */
export function columnsNamed<T>(...names: readonly (keyof T & string)[]): Column<T>[] {
  return names.map((heading) => ({ heading, value: (item) => item[heading] as string | number | boolean | null | undefined }));
}

/**
 * Items as CSV (RFC 4180, UTF-8), row by row. A text that a spreadsheet would run as a formula gets an apostrophe before it,
 * which an import takes off again; a number stays a number, also a negative one.
 */
export function csvOf<T>(items: Iterable<T> | AsyncIterable<T>, columns: readonly Column<T>[]): Readable {
  const rows = async function* () {
    for await (const item of items) yield columns.map(({ value }) => value(item) ?? '');
  };
  const csv = stringify({
    header: true,
    columns: columns.map(({ heading }) => heading),
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: { boolean: String },
  });
  return Readable.from(rows()).compose(csv) as Readable;
}
