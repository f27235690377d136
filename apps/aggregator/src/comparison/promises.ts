import { addDays } from '#clock';
import type { AgreedMapping, Declared, Hold, Promises, Provision, SaidStanding } from '#commitments';
import {
  CompactAdoptionWithdrawnV1,
  CompactStandingChangedV1,
  CompactVersionAdoptedV1,
  HoldAgreedV1,
  HoldEndedV1,
  MappingAgreedV1,
  MappingEndedV1,
  ProvisionAgreedV1,
} from '#contracts';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';

/** A fact that changes what a borough's own words ask for, or what of it is published, without the texts of clauses. */
export interface PromiseFact {
  readonly type: string;
  readonly data: unknown;
}

/** What of such a fact is kept: all that judging reads. Null for a code of practice, by which nothing is judged. */
export function keptOf({ type, data }: PromiseFact): object | null {
  if (type !== CompactVersionAdoptedV1.type) return data as object;
  const { kind, versionId, inForceFrom, reviewDueOn } = data as CompactVersionAdoptedV1;
  return kind === 'compact' ? { versionId, inForceFrom, ...(reviewDueOn && { reviewDueOn }) } : null;
}

/** What a borough promised over time, and what both chairs agreed about publishing it. */
export type Promised = Promises & Declared;

/** By the facts that the borough told, in their order. */
export function promisesBy(facts: readonly PromiseFact[]): Promised {
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
  return { compact: { versions: [...versions.values()], said }, mappings: [...mappings.values()], ...declaredBy(facts) };
}

/** A hold that was ended ends the day before; one that had not begun never was. */
function declaredBy(facts: readonly PromiseFact[]): Declared {
  const holds = new Map<string, Hold>();
  const provisions: Provision[] = [];
  for (const { type, data } of facts) {
    if (type === HoldAgreedV1.type) holds.set((data as Hold).holdId, data as Hold);
    if (type === HoldEndedV1.type) {
      const { holdId, endedOn } = data as HoldEndedV1;
      const hold = holds.get(holdId);
      if (hold && hold.from < endedOn) holds.set(holdId, { ...hold, to: addDays(endedOn, -1) });
      else holds.delete(holdId);
    }
    if (type === ProvisionAgreedV1.type) provisions.push(data as Provision);
  }
  return { holds: [...holds.values()], provisions };
}

/** What a borough had promised by a position; by all it told, where none is named. */
export async function promisesOf(em: EntityManager, borough: string, position: number | null = null): Promise<Promised> {
  const facts = await sql<PromiseFact>(
    em,
    `select type, data from commitment_promises where borough = $1 and ($2::bigint is null or position <= $2::bigint) order by position`,
    [borough, position],
  );
  return promisesBy(facts);
}
