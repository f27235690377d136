import type { AgreedMapping, Promises, SaidStanding } from '#commitments';
import { CompactAdoptionWithdrawnV1, CompactStandingChangedV1, CompactVersionAdoptedV1, MappingAgreedV1, MappingEndedV1 } from '#contracts';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';

/** A fact that changes what a borough's own words ask for, without the texts of clauses. */
export interface PromiseFact {
  readonly type: string;
  readonly data: unknown;
}

export const PROMISE_FACTS = [
  CompactVersionAdoptedV1,
  CompactAdoptionWithdrawnV1,
  CompactStandingChangedV1,
  MappingAgreedV1,
  MappingEndedV1,
] as const;

const TYPES: ReadonlySet<string> = new Set(PROMISE_FACTS.map(({ type }) => type));

export const isPromiseFact = ({ type }: { readonly type: string }): boolean => TYPES.has(type);

/** What of such a fact is kept: all that judging reads. Null for a code of practice, by which nothing is judged. */
export function keptOf({ type, data }: PromiseFact): object | null {
  if (type !== CompactVersionAdoptedV1.type) return data as object;
  const { kind, versionId, inForceFrom, reviewDueOn } = data as CompactVersionAdoptedV1;
  return kind === 'compact' ? { versionId, inForceFrom, ...(reviewDueOn && { reviewDueOn }) } : null;
}

/** What a borough promised over time, by the facts it told, in their order. */
export function promisesBy(facts: readonly PromiseFact[]): Promises {
  const versions = new Map<string, Promises['compact']['versions'][number]>();
  const said: SaidStanding[] = [];
  const mappings = new Map<string, AgreedMapping>();
  for (const { type, data } of facts) {
    if (type === CompactVersionAdoptedV1.type) {
      const version = data as Promises['compact']['versions'][number];
      if (!versions.has(version.versionId)) versions.set(version.versionId, version);
    }
    if (type === CompactAdoptionWithdrawnV1.type) versions.delete((data as CompactAdoptionWithdrawnV1).versionId);
    if (type === CompactStandingChangedV1.type) said.push(data as SaidStanding);
    if (type === MappingAgreedV1.type) {
      const { measure = null, ...mapping } = data as MappingAgreedV1;
      mappings.set(mapping.mappingId, { ...mapping, measure });
    }
    if (type === MappingEndedV1.type) mappings.delete((data as MappingEndedV1).mappingId);
  }
  return { compact: { versions: [...versions.values()], said }, mappings: [...mappings.values()] };
}

/** What a borough had promised by a position; by all it told, where none is named. */
export async function promisesOf(em: EntityManager, borough: string, position: number | null = null): Promise<Promises> {
  const facts = await sql<PromiseFact>(
    em,
    `select type, data from commitment_promises where borough = $1 and ($2::bigint is null or position <= $2::bigint) order by position`,
    [borough, position],
  );
  return promisesBy(facts);
}
