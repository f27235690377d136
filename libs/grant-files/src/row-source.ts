/** The values of one grant by JSON pointer: trimmed, never empty. */
export type Cells = ReadonlyMap<string, string>;

/** One row of a CSV file, or one grant of a JSON file. */
export interface SourceRow<Original = unknown> {
  /** As the spreadsheet shows it, headings being row 1; in JSON the first grant is 1. */
  readonly row: number;
  /** What stands in the identifier's cell; empty where there is none. */
  readonly identifier: string;
  readonly cells: Cells;
  /** Why nothing in the row can be trusted, if so. */
  readonly fault?: string;
  /** The row as it stood in the file. */
  readonly original: Original;
}

/** The rows of a file, which can be gone through more than once: the file is kept as bytes, the rows are not kept. */
export interface RowSource<Original = unknown> {
  rows(): AsyncGenerator<SourceRow<Original>>;
  /** What the file calls the column of a JSON pointer. */
  columnOf(pointer: string): string;
  /** The columns that the standard does not know; complete once the rows were gone through. */
  readonly ignoredColumns: ReadonlySet<string>;
}
