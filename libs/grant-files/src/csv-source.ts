import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type CsvError, parse } from 'csv-parse';
import { readHeadings, type Headings } from './csv-headings.js';
import { unprotectedCell } from './formula.js';
import { LIMITS } from './limits.js';
import { headingOf } from './fields.js';
import type { Cells, RowSource, SourceRow } from './row-source.js';
import { UnreadableFile } from './unreadable-file.js';

const BREATH = 250;
const SLICE = 65_536;
/** Bytes up to which the rows are kept for the next time, since parsing is the larger part of the work. */
const SMALL = 4_000_000;

function* slicesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE) yield bytes.subarray(at, at + SLICE);
}

/** A cell's text: what protects it from being run as a formula is undone. */
const textOf = (cell: string): string => unprotectedCell(cell.trim()).trim();

class CsvRow implements SourceRow<readonly string[]> {
  constructor(
    readonly row: number,
    readonly original: readonly string[],
    private readonly headings: Headings,
  ) {}

  get identifier(): string {
    return textOf(this.original[this.headings.identifierAt] ?? '');
  }

  get cells(): Cells {
    const cells = new Map<string, string>();
    for (const { pointer, at } of this.headings.known) {
      const text = textOf(this.original[at] ?? '');
      if (text !== '') cells.set(pointer, text);
    }
    return cells;
  }

  get fault(): string | undefined {
    const { width } = this.headings;
    if (!this.original.some((cell, at) => at >= width && cell.trim() !== '')) return undefined;
    return `The row has ${this.original.length} cells for ${width} headings. Put a text that holds a comma between double quotes.`;
  }
}

function sentenceOf(error: CsvError, row: number): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return `A double quote is opened in row ${row} or after it and never closed. Close it, or write it twice if it belongs to the text.`;
  }
  return `The file cannot be read as CSV after row ${row}. Save it again as “CSV UTF-8” from the spreadsheet program.`;
}

/** The rows of a CSV file in UTF-8. */
export class CsvSource implements RowSource<readonly string[]> {
  private kept: CsvRow[] | undefined;

  private constructor(
    private readonly bytes: Buffer,
    readonly headings: Headings,
  ) {}

  /** Finds the delimiter and the headings. Throws `UnreadableFile` where there are none that the standard knows. */
  static open(bytes: Buffer): CsvSource {
    return new CsvSource(bytes, readHeadings(bytes));
  }

  get ignoredColumns(): ReadonlySet<string> {
    return new Set(this.headings.ignored);
  }

  columnOf(pointer: string): string {
    return this.headings.names.get(pointer) ?? headingOf(pointer);
  }

  async *rows(): AsyncGenerator<CsvRow> {
    if (this.kept) {
      yield* this.kept;
      return;
    }
    const kept: CsvRow[] | undefined = this.bytes.length <= SMALL ? [] : undefined;
    let filled = 0;
    for await (const [row, record] of this.records()) {
      if (row <= this.headings.lastRow || record.every((cell) => cell.trim() === '')) continue;
      filled += 1;
      if (filled > LIMITS.rows) {
        throw new UnreadableFile('The file has more than 100,000 rows. Split it into several files and load them in turn.');
      }
      const sourceRow = new CsvRow(row, record, this.headings);
      kept?.push(sourceRow);
      yield sourceRow;
    }
    this.kept = kept;
  }

  private async *records(): AsyncGenerator<readonly [number, readonly string[]]> {
    const parser = parse({
      delimiter: this.headings.delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: LIMITS.record,
    });
    let row = 0;
    try {
      for await (const record of Readable.from(slicesOf(this.bytes)).pipe(parser)) {
        row += 1;
        if (row > LIMITS.sheetRows) {
          throw new UnreadableFile('The file has more rows than a sheet can hold. Remove the empty rows at its end.');
        }
        if (row % BREATH === 0) await setImmediate();
        yield [row, record as string[]];
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) {
        throw new UnreadableFile(sentenceOf(error as CsvError, parser.info.records + 1));
      }
      throw error;
    }
  }
}
