/** Texts of JSON as one array, each on a line of its own, so that it can be taken apart without being read. */
export const inLines = (texts: readonly string[]): string => `[${texts.join(',\n')}]`;

/** The texts of such an array; null where it is none. Within JSON that is not written for people no line ends. */
export const linesOf = (array: string): string[] | null => (/^\[.+\]$/s.test(array) ? array.slice(1, -1).split(',\n') : null);
