import type { CsvSource } from './csv-source.js';
import { csvText } from './csv-text.js';
import { protectedCell, unprotectedCell } from './formula.js';
import type { ReadOptions } from './grant-row.js';
import { judge, type Judged } from './judge.js';
import type { JsonSource } from './json-source.js';
import { openGrantFile } from './read-grant-file.js';
import { Remarks } from './remarks.js';
import type { RowSource } from './row-source.js';
import type { FileInput } from './text-of-file.js';

/** The heading of the last column, which says what to do. A later import does not read it. */
export const TO_MEND = 'To mend';

/** Reasons why rows are refused that only the importer knows (the person's department, for example), by row. */
export type FurtherReasons = ReadonlyMap<number, readonly string[]>;

/** The rows to give back, each with its reasons. It reads and judges the file again, so that nothing but the file had to be kept. */
async function* refused<Original>(
  source: RowSource<Original>,
  options: ReadOptions,
  further: FurtherReasons,
): AsyncGenerator<{ judged: Judged<Original>; reasons: string[] }> {
  for await (const judged of judge(source, options, new Remarks())) {
    const others = judged.rows.flatMap(({ row }) => further.get(row) ?? []);
    const reasons = [...judged.refusals.map(({ column, reason }) => `${column}: ${reason}`), ...others];
    if (reasons.length > 0) yield { judged, reasons };
  }
}

async function* csvRows(source: CsvSource, options: ReadOptions, further: FurtherReasons): AsyncGenerator<string[]> {
  const { row } = source.headings;
  const columns = [...row.keys()].filter((at) => row[at]?.toLowerCase() !== TO_MEND.toLowerCase());
  yield [...columns.map((at) => protectedCell(row[at] ?? '')), TO_MEND];
  for await (const { judged, reasons } of refused(source, options, further)) {
    for (const { original } of judged.rows) {
      const beyond = original.slice(row.length);
      const cells = [...columns.map((at) => original[at] ?? ''), ...(beyond.some((cell) => cell !== '') ? beyond : [])];
      yield [...cells.map((cell) => protectedCell(unprotectedCell(cell))), protectedCell(reasons.join(' '))];
    }
  }
}

async function* jsonText(source: JsonSource, options: ReadOptions, further: FurtherReasons): AsyncGenerator<string> {
  yield '{"grants":[';
  let grants = 0;
  for await (const { judged } of refused(source, options, further)) {
    for (const { original } of judged.rows) {
      yield `${grants === 0 ? '\n' : ',\n'}${original}`;
      grants += 1;
    }
  }
  yield '\n],"toMend":[';
  let place = 0;
  for await (const { judged, reasons } of refused(source, options, further)) {
    for (const { row } of judged.rows) {
      place += 1;
      yield `${place === 1 ? '\n' : ',\n'}${JSON.stringify({ grant: place, row, reasons })}`;
    }
  }
  yield '\n]}\n';
}

/**
 * The refused rows of a file as a file to mend and load again: CSV in the original's columns and delimiter with the reasons in a last
 * column `To mend`; JSON as a package of the refused grants as they stood, with the reasons in `toMend` beside them. Both are ignored
 * when the file is loaded again. The CSV begins with a byte order mark, since it is made to be opened in a spreadsheet.
 */
export async function* fileToMend(
  input: FileInput,
  mediaType: string,
  options: ReadOptions,
  further: FurtherReasons = new Map(),
): AsyncGenerator<string> {
  const file = await openGrantFile(input, mediaType);
  if (file.format === 'json') {
    yield* jsonText(file.source, options, further);
    return;
  }
  yield '\ufeff';
  yield* csvText(csvRows(file.source, options, further), file.source.headings.delimiter);
}
