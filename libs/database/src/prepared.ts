import { Client, type QueryResult } from 'pg';
import { FirstStatement } from './first-statement.js';

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

const NOTHING: Pick<QueryResult, 'command' | 'rowCount' | 'rows'> = { command: '', rowCount: null, rows: [] };

/**
 * A session of the pool. What was marked as prepared it prepares; all else is sent as it is. A transaction begins with the first statement
 * in it, and one without any is not begun at all. One that is lost with its session is rolled back: were that an error, Kysely would never
 * give the session back, and the pool would have a place less for each.
 */
export class PreparingClient extends Client {
  private isToBegin = false;

  // The overloads of `query` are many, and none of them is chosen here.
  override query = ((config: unknown, ...rest: unknown[]): unknown => {
    if (config === 'begin') {
      this.isToBegin = true;
      return Promise.resolve(NOTHING);
    }
    const name = typeof config === 'string' ? names.get(config) : undefined;
    const asked = name === undefined ? config : { name, text: config };
    if (!this.isToBegin) {
      const answer = (Client.prototype.query as Asking).call(this, asked, ...rest);
      return config === 'rollback' ? (answer as Promise<unknown>).catch(() => NOTHING) : answer;
    }
    this.isToBegin = false;
    if (config === 'commit' || config === 'rollback') return Promise.resolve(NOTHING);
    return this.begin(config, { name, values: rest[0] });
  }) as Client['query'];

  private begin(text: unknown, { name, values = [] }: { name: string | undefined; values: unknown }): Promise<QueryResult> {
    if (typeof text !== 'string' || !Array.isArray(values)) throw new TypeError('A transaction begins with a text and its parameters');
    return new Promise((resolve, reject) => {
      const config = { text, values, ...(name === undefined ? {} : { name }) };
      (Client.prototype.query as Asking).call(
        this,
        new FirstStatement(config, (error, result) => (error ? reject(error) : resolve(result))),
      );
    });
  }
}

type Asking = (this: Client, ...all: unknown[]) => unknown;
