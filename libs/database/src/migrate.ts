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
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Brings a database to the newest shape as its owner, then gives the program's own role its rights. Repeating it does no harm. */
export async function migrate({ ownerUrl, appUrl, migrations, appendOnly = [] }: MigrationSettings): Promise<void> {
  const orm = await openDatabase({ url: ownerUrl, entities: [], migrations, connections: 2 });
  try {
    await orm.migrator.up();
    const app = quoted(decodeURIComponent(new URL(appUrl).username));
    await sql(orm.em, `grant usage on schema public to ${app}`);
    await sql(orm.em, `grant select, insert, update, delete on all tables in schema public to ${app}`);
    await sql(orm.em, `grant usage on all sequences in schema public to ${app}`);
    await sql(orm.em, `grant execute on all functions in schema public to ${app}`);
    await sql(orm.em, `revoke insert, update, delete on table migrations from ${app}`);
    for (const table of appendOnly) await sql(orm.em, `revoke update, delete, truncate on table ${quoted(table)} from ${app}`);
  } finally {
    await orm.close();
  }
}
