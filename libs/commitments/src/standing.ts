import { firstDayOf } from '#clock';
import type { CompactStanding } from '#contracts';

/** A version of one document that was adopted. */
export interface AdoptedVersion {
  readonly versionId: string;
  /** As far as it is known. */
  readonly inForceFrom: string;
  /** When the version itself is to be reviewed; null where no day was agreed. */
  readonly reviewDueOn?: string | null | undefined;
}

/** What the borough said of its Compact, in the order it said it. */
export interface SaidStanding {
  readonly standing: CompactStanding;
  readonly from: string;
  readonly reviewDueOn?: string | null;
}

export const STANDING_STATES = ['in-force', 'under-review', 'national-meanwhile', 'inactive', 'none'] as const;
export type StandingState = (typeof STANDING_STATES)[number];

/** How a Compact stands on one day. */
export interface Standing<Version extends AdoptedVersion> {
  readonly state: StandingState;
  readonly inForce: Version | null;
  /** When it is looked at again: the day said last, else that of the version in force; null where no day was agreed. */
  readonly reviewDueOn: string | null;
}

export const STANDING_WORDS: Readonly<Record<StandingState, string>> = {
  'in-force': 'In force',
  'under-review': 'In force, under review',
  'national-meanwhile': 'The national Compact is used meanwhile',
  inactive: 'Not worked by any more',
  none: 'No Compact in force',
};

/** The version of a document that is in force on a day: of those that were by then, the one that came last. One at most, by that. */
export function inForceOn<Version extends AdoptedVersion>(versions: readonly Version[], day: string): Version | null {
  let last: Version | null = null;
  for (const version of versions) {
    const from = firstDayOf(version.inForceFrom);
    if (from <= day && (last === null || from >= firstDayOf(last.inForceFrom))) last = version;
  }
  return last;
}

/**
 * How the Compact stands on a day (domain.md 3.1). Under review keeps its version in force, and is over once a later version is in force;
 * what is inactive has none in force.
 */
export function standingOn<Version extends AdoptedVersion>(
  versions: readonly Version[],
  said: readonly SaidStanding[],
  day: string,
): Standing<Version> {
  const inForce = inForceOn(versions, day);
  const latest = said
    .filter(({ from }) => from <= day)
    .reduce<SaidStanding | null>((one, other) => (one && one.from > other.from ? one : other), null);
  const isOver = !latest || latest.standing === 'active' || (inForce !== null && firstDayOf(inForce.inForceFrom) > latest.from);
  if (isOver) return { state: inForce ? 'in-force' : 'none', inForce, reviewDueOn: inForce?.reviewDueOn ?? null };
  const reviewDueOn = latest.reviewDueOn ?? (latest.standing === 'inactive' ? null : (inForce?.reviewDueOn ?? null));
  if (latest.standing === 'inactive') return { state: 'inactive', inForce: null, reviewDueOn };
  if (latest.standing === 'national-meanwhile') return { state: inForce ? 'in-force' : 'national-meanwhile', inForce, reviewDueOn };
  return { state: inForce ? 'under-review' : 'none', inForce, reviewDueOn };
}

/** How a Compact stood from a day until the next such day. */
export interface StandingFrom<Version extends AdoptedVersion, Said extends SaidStanding> extends Standing<Version> {
  /** As far as it is known. */
  readonly from: string;
  /** What was said on that day; null where a version came into force. */
  readonly said: Said | null;
}

/** How the Compact stood over time until a day, the earliest first: each day on which that changed. */
export function standingsUntil<Version extends AdoptedVersion, Said extends SaidStanding>(
  day: string,
  versions: readonly Version[],
  said: readonly Said[],
): readonly StandingFrom<Version, Said>[] {
  const days = new Set([...versions.map(({ inForceFrom }) => firstDayOf(inForceFrom)), ...said.map(({ from }) => from)]);
  const stood: StandingFrom<Version, Said>[] = [];
  for (const each of [...days].filter((one) => one <= day).toSorted()) {
    const standing = standingOn(versions, said, each);
    const before = stood.at(-1);
    if (before?.state === standing.state && before.inForce === standing.inForce) continue;
    const { inForce } = standing;
    const begins = inForce && firstDayOf(inForce.inForceFrom) === each;
    stood.push({ ...standing, from: begins ? inForce.inForceFrom : each, said: said.findLast(({ from }) => from === each) ?? null });
  }
  return stood;
}
