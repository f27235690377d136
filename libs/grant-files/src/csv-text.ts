import { stringify } from 'csv-stringify/sync';

const BATCH = 200;

/** How the files look that we write: RFC 4180, and quotes also where a spreadsheet set to another separator would split a cell. */
const STYLE = { record_delimiter: '\r\n', quote_record_delimiter: true, quoted_match: /[;\t]/ } as const;

/** Rows of cells as the text of a CSV file, a few hundred rows at a time. The cells must be harmless already (`protectedCell`). */
export async function* csvText(rows: AsyncIterable<readonly string[]>, delimiter = ','): AsyncGenerator<string> {
  let batch: (readonly string[])[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield stringify(batch, { ...STYLE, delimiter });
    batch = [];
  }
  if (batch.length > 0) yield stringify(batch, { ...STYLE, delimiter });
}
