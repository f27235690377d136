/** What a file may be at most. Whatever is beyond is refused with a sentence; nothing is cut silently. */
export const LIMITS = {
  /** 20 MB. */
  bytes: 20_000_000,
  /** Rows or grants that hold something. */
  rows: 100_000,
  /** Rows of a sheet, the empty ones too: what a spreadsheet can hold. */
  sheetRows: 1_048_576,
  columns: 1_000,
  /** Characters of one cell or value. */
  cell: 20_000,
  /** Bytes of one row of a CSV file. */
  record: 1_000_000,
  /** Values of one grant in JSON. */
  values: 2_000,
  /** Levels of objects and lists in JSON. */
  depth: 20,
  /** Refusals that are kept in detail; the rest are counted. */
  refusals: 1_000,
  /** Own columns that are listed. */
  ignoredColumns: 100,
  /** Rows that a remark lists. */
  remarkRows: 20,
  /** Pence: a hundred billion pounds, which keeps every sum exact. */
  pence: 10_000_000_000_000,
} as const;
