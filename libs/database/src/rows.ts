import type { Statement } from './statement.js';

/** A row by its columns. What is left out is null; values of JSON columns are given as they are. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * How rows go into a table of these columns, by column and SQL type: one with a parameter for each value, which PostgreSQL carries out
 * with the least work; many, in the order given, with one parameter for all, so that one plan serves any number of them.
 */
export function insertion(table: string, columns: Readonly<Record<string, string>>): (rows: readonly Row[]) => Statement {
  const all = Object.entries(columns);
  const names = all.map(([name]) => `"${name}"`).join(', ');
  const places = all.map(([, type], index) => `$${index + 1}::${type}`).join(', ');
  const types = all.map(([name, type]) => `"${name}" ${type}`).join(', ');
  const one = `insert into "${table}" (${names}) values (${places})`;
  const many = `insert into "${table}" (${names}) select ${names}
    from rows from (json_to_recordset($1::json) as (${types})) with ordinality as row (${names}, "as given") order by "as given"`;
  return (rows) => {
    const [first, ...others] = rows;
    if (first && others.length === 0) return { text: one, parameters: valuesOf(first, all) };
    return { text: many, parameters: [JSON.stringify(rows)] };
  };
}

/** How a row of these columns, `id` among them, is written over the one that stands under its id; its version goes up by one. */
export function overwriting(table: string, columns: Readonly<Record<string, string>>): (row: Row) => Statement {
  const all = Object.entries(columns);
  const values = all.map(([name, type], index) => `"${name}" = $${index + 1}::${type}`).join(', ');
  const id = all.findIndex(([name]) => name === 'id') + 1;
  const text = `update "${table}" set ${values}, version = version + 1 where id = $${id}::${columns['id']}`;
  return (row) => ({ text, parameters: valuesOf(row, all) });
}

const valuesOf = (row: Row, columns: readonly (readonly [name: string, type: string])[]): unknown[] =>
  columns.map(([name, type]) => {
    const value = row[name] ?? null;
    return value !== null && type.startsWith('json') ? JSON.stringify(value) : value;
  });
