import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

/**
 * Runs one statement with bind parameters ($1 …) in the transaction of `em`, or on the pool where none is open.
 * Arrays bind as arrays, so `unnest($1::uuid[])` takes them whole; JSON is bound as text and cast.
 */
export async function sql<Row = Record<string, unknown>>(
  em: EntityManager,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const executor =
    em.getTransactionContext<{ executeQuery(query: CompiledQuery): Promise<{ rows: unknown[] }> }>() ?? em.getConnection().getClient();
  const { rows } = await executor.executeQuery(CompiledQuery.raw(text, [...parameters]));
  return rows as Row[];
}

/** How many rows a statement touched, where it returns none. */
export async function sqlCount(em: EntityManager, text: string, parameters: readonly unknown[] = []): Promise<number> {
  const executor =
    em.getTransactionContext<{ executeQuery(query: CompiledQuery): Promise<{ numAffectedRows?: bigint }> }>() ??
    em.getConnection().getClient();
  const { numAffectedRows } = await executor.executeQuery(CompiledQuery.raw(text, [...parameters]));
  return Number(numAffectedRows ?? 0n);
}

const UNIQUE_VIOLATION = '23505';

/** Whether a statement was refused because a key that it writes is another row's. */
export function isTaken(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === UNIQUE_VIOLATION;
}
