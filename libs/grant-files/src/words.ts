/** A value as a sentence or a report shows it: on one line, cut with an ellipsis, never in the middle of a character. */
export function excerpt(text: string, most = 60): string {
  const characters = [...text.slice(0, most * 2 + 2).replace(/\s+/g, ' ')];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
}

/** Things in a row, as a sentence lists them: `a`, `a and b`, `a, b and c`; beyond ten, `… and 12 others`. */
export function listed(items: readonly (string | number)[]): string {
  const shown = items.length > 10 ? [...items.slice(0, 9), `${items.length - 9} others`] : items;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** How many characters a person counts. */
export const lengthOf = (text: string): number => [...text].length;

const EMAIL = /[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/;

/** The first thing in a text that looks like an e-mail address. */
export const emailIn = (text: string): string | undefined => (text.includes('@') ? EMAIL.exec(text)?.[0] : undefined);
