import { Client } from 'pg';

const names = new Map<string, string>();

/**
 * Marks a statement that is carried out again and again, so that each session parses it once and plans it a few times. For constant
 * texts of the program only, since a session keeps what it prepared; and where one plan serves all values.
 * @returns the text itself, for `sql`.
 */
export function prepared(text: string): string {
  if (!names.has(text)) names.set(text, `s${names.size + 1}`);
  return text;
}

/** A session of the pool. What was marked as prepared it prepares; all else is sent as it is. */
export class PreparingClient extends Client {
  // The overloads of `query` are many, and none of them is chosen here.
  override query = ((config: unknown, ...rest: unknown[]): unknown => {
    const name = typeof config === 'string' ? names.get(config) : undefined;
    const query = Client.prototype.query as (this: Client, ...all: unknown[]) => unknown;
    return name === undefined ? query.call(this, config, ...rest) : query.call(this, { name, text: config }, ...rest);
  }) as Client['query'];
}
