import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Deletes all rows of one borough from tables of a projection. */
export async function forgetRows(em: EntityManager, borough: string, ...tables: readonly string[]): Promise<void> {
  for (const table of tables) await sql(em, `delete from ${table} where borough = $1`, [borough]);
}
