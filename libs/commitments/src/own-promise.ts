import type { MappedRelation, Measure } from '#contracts';
import { NOT_MAPPED } from './relations.js';
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
export const OWN_PROMISES = ['measured', 'no-measure', 'silent', 'unmapped', 'no-compact'] as const;

/** The same, with the mapping that it comes of. */
export type OwnPromise<Mapping extends AgreedMapping = AgreedMapping> =
  | { readonly state: 'no-compact' | 'unmapped' }
  | { readonly state: 'silent' | 'no-measure'; readonly mapping: Mapping }
  | { readonly state: 'measured'; readonly mapping: Mapping };

/** Why the borough's own words ask for nothing that a case could be held against, as a page says it. */
export const NOTHING_ASKED: Readonly<Record<Exclude<OwnPromise['state'], 'measured'>, string>> = {
  'no-measure': 'The clause gives no number or test to check against.',
  silent: 'The Compact in force says nothing about this.',
  unmapped: `${NOT_MAPPED}.`,
  'no-compact': 'No Compact was in force on that day.',
};

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

/** `replaced`: both chairs agreed on another in its place; `ended`: it counts as if it had never been. */
export const MAPPING_STATES = ['agreed', 'replaced', 'ended'] as const;
export type MappingState = (typeof MAPPING_STATES)[number];

/** Whether a mapping counts, and the first day on which one that was agreed later decides in its place; null where none does. */
export interface MappingStands {
  readonly state: MappingState;
  readonly replacedFrom: string | null;
}

/** All mappings of one borough, in the order in which they were agreed, each with how it stands beside the others. */
export function asTheyStand<Mapping extends AgreedMapping & { readonly endedOn: string | null }>(
  mappings: readonly Mapping[],
): (Mapping & MappingStands)[] {
  const standing = mappings.filter(({ endedOn }) => endedOn === null);
  const stands = (mapping: Mapping): MappingStands => {
    if (mapping.endedOn !== null) return { state: 'ended', replacedFrom: null };
    const later = standing.slice(standing.indexOf(mapping) + 1);
    const rivals = later.filter((one) => one.commitmentId === mapping.commitmentId && one.versionId === mapping.versionId);
    const replacedFrom = rivals.map(({ from }) => from).toSorted()[0] ?? null;
    return { state: replacedFrom !== null && replacedFrom <= mapping.from ? 'replaced' : 'agreed', replacedFrom };
  };
  return mappings.map((mapping) => ({ ...mapping, ...stands(mapping) }));
}
