import type { MappedRelation, Measure } from '#contracts';
import { type AdoptedVersion, type SaidStanding, standingOn } from './standing.js';

/** What both chairs agreed of one version of the Compact and one commitment, in the order in which they agreed. */
export interface AgreedMapping {
  readonly mappingId: string;
  readonly commitmentId: string;
  readonly versionId: string;
  readonly relation: MappedRelation;
  /** Null where the promise names no number, or the rule needs none. */
  readonly measure: Measure | null;
  /** It decides for what happened from this day on. */
  readonly from: string;
}

/** What the borough's own Compact asks for on a day. */
export type OwnPromise<Mapping extends AgreedMapping = AgreedMapping> =
  | { readonly state: 'no-compact' | 'unmapped' }
  | { readonly state: 'silent' | 'no-measure'; readonly mapping: Mapping }
  | { readonly state: 'measured'; readonly mapping: Mapping };

/** How the Compact of a borough stood over time. */
export interface CompactRecord {
  readonly versions: readonly AdoptedVersion[];
  readonly said: readonly SaidStanding[];
}

/**
 * The borough's own promise on the day that decides: by the version of the Compact in force then, and by what both chairs agreed last of
 * that version and this commitment. A later version needs a mapping of its own, since its words may be others.
 */
export function ownPromiseOn<Mapping extends AgreedMapping>(
  { versions, said }: CompactRecord,
  mappings: readonly Mapping[],
  commitmentId: string,
  day: string,
): OwnPromise<Mapping> {
  const { inForce } = standingOn(versions, said, day);
  if (inForce === null) return { state: 'no-compact' };
  const mapping = mappings.findLast((one) => one.commitmentId === commitmentId && one.versionId === inForce.versionId && one.from <= day);
  if (!mapping) return { state: 'unmapped' };
  const { relation } = mapping;
  return relation === 'silent' || relation === 'no-measure' ? { state: relation, mapping } : { state: 'measured', mapping };
}

/**
 * The first day on which another decides in place of a mapping, since both chairs agreed it later; null where none does. Where it is not
 * after the mapping's own first day, the mapping decides nothing any more.
 */
export function placeTakenFrom(mapping: AgreedMapping, mappings: readonly AgreedMapping[]): string | null {
  const later = mappings.slice(mappings.findIndex(({ mappingId }) => mappingId === mapping.mappingId) + 1);
  const rivals = later.filter(({ commitmentId, versionId }) => commitmentId === mapping.commitmentId && versionId === mapping.versionId);
  return rivals.map(({ from }) => from).reduce<string | null>((first, from) => (first !== null && first < from ? first : from), null);
}
