import { sql } from '#database';
import { type Actor, type Side, sideOf } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';

/** For whom a transaction reads concerns and who raised them, as the policies of the database name readers. */
export type Reader = string;

/** What the program does by itself, and shows nobody row by row. It is not told who raised a concern. */
export const PROGRAM: readonly Reader[] = ['program'];

/** Whoever works in a role reads what that role is for. */
export function readersOf({ role, heldFor, reachesAll, departmentKey }: Actor): readonly Reader[] {
  switch (role) {
    case 'council-co-chair':
    case 'sector-co-chair':
      return [chairOf(sideOf(role) as Side)];
    case 'partnership-secretary':
      return ['secretary'];
    case 'infrastructure-officer':
      return ['cvs'];
    case 'funding-officer':
    case 'commissioning-officer':
      return reachesAll ? ['respondent:*'] : departmentKey === null ? [] : [`respondent:${departmentKey}`];
    case 'champion':
      return ['champion', ...(heldFor ? [heldFor.key] : [])];
    case 'representative':
      return heldFor ? ['raiser', heldFor.key] : [];
    default:
      return [];
  }
}

export const chairOf = (side: Side): Reader => `co-chair:${side}`;

/** Of a concern in which the side of a chair declared an interest, that chair is told nothing of who raised it. */
export const withoutInterest = (readers: readonly Reader[], interests: readonly Side[]): readonly Reader[] =>
  readers.filter((reader) => !interests.some((side) => reader === chairOf(side)));

/** By the link of whoever raised it without an account. */
export const byLink = (linkHash: string): readonly Reader[] => ['raiser', linkHash];

/**
 * From here to its end the transaction asks for these readers. The database shows a concern, and who raised it, to no others (row level
 * security, in the migration).
 */
export async function askFor(em: EntityManager, readers: readonly Reader[]): Promise<void> {
  await sql(em, `select set_config('concerns.readers', $1, true)`, [readers.join(' ')]);
}
