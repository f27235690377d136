import { sql } from '#database';
import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

const ROWS_A_STATEMENT = 5_000;

/** Inserts many new records of one kind without managing them: one statement for thousands, with one bind parameter. */
export async function insertAll<T extends object>(em: EntityManager, entity: EntityClass<T>, records: readonly T[]): Promise<void> {
  const { tableName, props } = em.getMetadata().get<T>(entity);
  const columns = props.map(({ name, fieldNames: [column = name], columnTypes: [type = 'text'] }) => ({ name, column, type }));
  const written = columns.filter(({ name }) => name !== 'version');
  const names = written.map(({ column }) => `"${column}"`).join(', ');
  const types = written.map(({ column, type }) => `"${column}" ${type}`).join(', ');
  for (let first = 0; first < records.length; first += ROWS_A_STATEMENT) {
    const rows = records
      .slice(first, first + ROWS_A_STATEMENT)
      .map((record) => Object.fromEntries(written.map(({ name, column }) => [column, record[name as keyof T] ?? null])));
    await sql(em, `insert into "${tableName}" (${names}) select ${names} from jsonb_to_recordset($1::jsonb) as row (${types})`, [
      JSON.stringify(rows),
    ]);
  }
}
