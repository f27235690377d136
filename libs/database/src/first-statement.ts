import { type Connection, Query, type QueryConfig, type QueryResult } from 'pg';

/** What the library's types leave out of a query. */
interface Answered {
  prepare(connection: Connection): void;
  handleCommandComplete(message: { text: string }, connection: Connection): void;
  handleError(error: Error, connection: Connection): void;
}
const library = Query.prototype as unknown as Answered;

/**
 * The first statement of a transaction, sent together with its `begin`: whoever opened the transaction need not wait for an answer to
 * that. Both stand before one Sync of the protocol, so that where `begin` is refused PostgreSQL skips the statement as well, and never
 * carries it out by itself.
 */
export class FirstStatement extends Query {
  private begun = false;

  constructor(config: QueryConfig, done: (error: Error | undefined, result: QueryResult) => void) {
    super(config, done as unknown as ConstructorParameters<typeof Query>[1]);
  }

  /** Parsed and bound whether it has parameters or not: what is sent as plain text is a message of its own. */
  requiresPreparation(): boolean {
    return true;
  }

  prepare(connection: Connection): void {
    connection.parse({ text: 'begin', name: '', types: [] }, true);
    connection.bind({ statement: '', values: [] }, true);
    connection.execute({ portal: '' }, true);
    library.prepare.call(this, connection);
  }

  handleCommandComplete(message: { text: string }, connection: Connection): void {
    if (this.begun) library.handleCommandComplete.call(this, message, connection);
    this.begun = true;
  }

  /** Without its transaction the session is not to be trusted: the library counts a statement as prepared that was skipped. */
  handleError(error: Error, connection: Connection): void {
    if (!this.begun) connection.stream.destroy();
    library.handleError.call(this, error, connection);
  }
}
