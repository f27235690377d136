const RUNS = /^'*[=+\-@\t\r\n＝＋－＠]/;
const PROTECTED = /^'+[=+\-@\t\r\n＝＋－＠]/;

/**
 * A text as a cell that no spreadsheet runs as a formula: an apostrophe goes before = + - @, tab and line breaks (and the wide forms of
 * the signs). A text that already looks protected gets one more, so that `unprotected` gives every text back as it was.
 */
export const protectedCell = (text: string): string => (RUNS.test(text) ? `'${text}` : text);

/** The text that `protectedCell` was given. */
export const unprotectedCell = (cell: string): string => (PROTECTED.test(cell) ? cell.slice(1) : cell);
