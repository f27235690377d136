import { type Migrations, openDatabase } from './options.js';
import { sql } from './sql.js';

export interface MigrationSettings {
  /** The role that owns the tables. */
  readonly ownerUrl: string;
  /** The role that the program runs as; it gets what it needs and no more. */
  readonly appUrl: string;
  readonly migrations: Migrations;
  /** Tables that the program adds to and reads, and never changes or empties. */
  readonly appendOnly?: readonly string[];
  /** Tables that the program reads, and only an operator changes. */
  readonly readOnly?: readonly string[];
  /** Tables that the program adds to, and reads through functions of the owner alone. */
  readonly insertOnly?: readonly string[];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Brings a database to the newest shape as its owner, then gives the program's own role its rights. Repeating it does no harm. */
export async function migrate({
  ownerUrl,
  appUrl,
  migrations,
  appendOnly = [],
  readOnly = [],
  insertOnly = [],
}: MigrationSettings): Promise<void> {
  const orm = await openDatabase({ url: ownerUrl, entities: [], migrations, connections: 2 });
  try {
    await orm.migrator.up();
    const app = quoted(decodeURIComponent(new URL(appUrl).username));
    await sql(orm.em, `grant usage on schema public to ${app}`);
    await sql(orm.em, `grant select, insert, update, delete on all tables in schema public to ${app}`);
    await sql(orm.em, `grant usage on all sequences in schema public to ${app}`);
    await sql(orm.em, `grant execute on all functions in schema public to ${app}`);
    const revoke = (rights: string, table: string) => sql(orm.em, `revoke ${rights} on table ${quoted(table)} from ${app}`);
    for (const table of appendOnly) await revoke('update, delete, truncate', table);
    for (const table of insertOnly) await revoke('select, update, delete, truncate', table);
    for (const table of ['migrations', ...readOnly]) await revoke('insert, update, delete, truncate', table);
  } finally {
    await orm.close();
  }
}
