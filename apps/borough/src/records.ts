import { insertion, overwriting, type Row, sqlCount, type Statement, together } from '#database';
import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

const ROWS_A_STATEMENT = 5_000;

/** Inserts many new records of one kind without managing them: one statement for thousands, with one bind parameter. */
export async function insertAll<T extends object>(em: EntityManager, entity: EntityClass<T>, records: readonly T[]): Promise<void> {
  for (let first = 0; first < records.length; first += ROWS_A_STATEMENT) {
    await together(em, [inserting(em, entity, records.slice(first, first + ROWS_A_STATEMENT))]);
  }
}

/** The statement that inserts new records of one kind. */
export function inserting<T extends object>(em: EntityManager, entity: EntityClass<T>, records: readonly T[]): Statement {
  const { insert, columns } = tableOf(em, entity);
  return insert(records.map((record) => rowOf(columns, record)));
}

/**
 * Inserts a record unless a key that it writes is another's, which is an ordinary answer and no error: the database logs none.
 * @returns whether it is there now.
 */
export async function insertedUnlessTaken<T extends object>(em: EntityManager, entity: EntityClass<T>, record: T): Promise<boolean> {
  const { text, parameters } = inserting(em, entity, [record]);
  return (await sqlCount(em, `${text} on conflict do nothing`, parameters)) === 1;
}

/** The statement that inserts a record that was never written, or writes one of `recordFrom` over what stands under its id. */
export function saving<T extends { id: string; version?: number }>(em: EntityManager, entity: EntityClass<T>, record: T): Statement {
  const { save, columns } = tableOf(em, entity);
  return record.version === undefined ? inserting(em, entity, [record]) : save(rowOf(columns, record));
}

/** A record as a whole row, which PostgreSQL gave as JSON, says it. No entity manager knows of it: what becomes of it is to be saved. */
export function recordFrom<T extends object>(em: EntityManager, entity: EntityClass<T> & (new () => T), row: Row): T {
  const values = tableOf(em, entity).columns.map(({ name, column }) => [name, row[column]] as const);
  return Object.assign(new entity(), Object.fromEntries(values), { version: row['version'] });
}

interface Column {
  readonly name: string;
  readonly column: string;
  readonly type: string;
}

interface Table {
  readonly columns: readonly Column[];
  readonly insert: (rows: readonly Row[]) => Statement;
  readonly save: (row: Row) => Statement;
}

const tables = new WeakMap<EntityClass<object>, Table>();

function tableOf<T extends object>(em: EntityManager, entity: EntityClass<T>): Table {
  const known = tables.get(entity);
  if (known) return known;
  const { tableName, props } = em.getMetadata().get<T>(entity);
  const columns = props
    .filter(({ name }) => name !== 'version')
    .map(({ name, fieldNames: [column = name], columnTypes: [type = 'text'] }) => ({ name, column, type }));
  const types = Object.fromEntries(columns.map(({ column, type }) => [column, type]));
  const table = { columns, insert: insertion(tableName, types), save: overwriting(tableName, types) };
  tables.set(entity, table);
  return table;
}

function rowOf<T extends object>(columns: readonly Column[], record: T): Row {
  const row: Record<string, unknown> = {};
  for (const { name, column } of columns) row[column] = record[name as keyof T];
  return row;
}
