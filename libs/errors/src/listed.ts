const and = new Intl.ListFormat('en-GB');
const or = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Names in a sentence: the first, the second and the third. */
export const listed = (names: Iterable<string>): string => and.format(names);

/** One of these, in a sentence: the first, the second or the third. */
export const oneOf = (names: Iterable<string>): string => or.format(names);
