const MOST_WORDS = 10;

/** What was typed as a query of PostgreSQL for all its words, each of which may be a beginning. Nothing typed can be an operator. */
export function wordsQuery(typed: string): string {
  const words = typed.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, MOST_WORDS)
    .map((word) => `${word}:*`)
    .join(' & ');
}
