import { addDays, addMonths, dateInWords, firstDayOf } from '#clock';
import { type AdoptedVersion, type SaidStanding, standingOn } from '#commitments';

export const CHECK_IN_LINES = ['agreed', 'held', 'not-held', 'ended'] as const;
/**
 * What is recorded of yearly check-ins: from a day on they are agreed; on a day one was held; one was recorded for a day on which none was
 * held; from a day on they are not agreed any more.
 */
export type CheckInLineKind = (typeof CHECK_IN_LINES)[number];

/** A line of the record, in the order of recording: a later one holds where two are of one day. */
export interface CheckInLine {
  readonly kind: CheckInLineKind;
  readonly day: string;
}

/** How the yearly check-ins of a Compact stand on a day. */
export interface CheckIns {
  /** From when the next is counted: the last one held, or what began later. */
  readonly since: string;
  /** The last day on which the next is in time. */
  readonly dueOn: string;
  /** How many in a row were missed before that day. */
  readonly missed: 0 | 1 | 2;
  /** From when the Compact is inactive, if none is held until then. */
  readonly inactiveFrom: string;
}

const last = (days: readonly string[]): string => days.toSorted().at(-1) ?? '';

/** The days on which a check-in was held, the earliest first. */
export function heldOn(lines: readonly CheckInLine[]): string[] {
  const days = new Set<string>();
  for (const { kind, day } of lines) {
    if (kind === 'held') days.add(day);
    if (kind === 'not-held') days.delete(day);
  }
  return [...days].toSorted();
}

/** Since when yearly check-ins are agreed, as it stands on a day; null where they are not, or not any more. */
export function agreedSince(lines: readonly CheckInLine[], today: string): string | null {
  const terms = lines.filter(({ kind, day }) => (kind === 'agreed' || kind === 'ended') && day <= today);
  const term = terms.reduce<CheckInLine | null>((one, other) => (one && one.day > other.day ? one : other), null);
  return term?.kind === 'agreed' ? term.day : null;
}

/**
 * The yearly check-ins that both sides agreed to hold (domain.md 3.1): two missed in a row make the Compact inactive. They are counted
 * from the last one held, and anew from the day on which they were agreed, a version came into force, the national Compact was taken
 * meanwhile, or the Compact was said to be worked by again. Null where none are agreed, or there is no Compact to check.
 */
export function checkInsOn(
  lines: readonly CheckInLine[],
  { versions, said }: { readonly versions: readonly AdoptedVersion[]; readonly said: readonly SaidStanding[] },
  today: string,
): CheckIns | null {
  const agreed = agreedSince(lines, today);
  const { state, inForce } = standingOn(versions, said, today);
  if (agreed === null || state === 'none' || state === 'inactive') return null;
  const begins = said.filter(({ standing }) => standing === 'active' || standing === 'national-meanwhile').map(({ from }) => from);
  const days = [agreed, ...heldOn(lines), ...begins, ...(inForce ? [firstDayOf(inForce.inForceFrom)] : [])];
  const since = last(days.filter((day) => day <= today));
  const [first, second] = [addMonths(since, 12), addMonths(since, 24)];
  const missed = today <= first ? 0 : today <= second ? 1 : 2;
  return { since, dueOn: missed === 0 ? first : second, missed, inactiveFrom: addDays(second, 1) };
}

/** Why the Compact is inactive, for everyone to read. */
export const whyInactive = ({ since, dueOn }: CheckIns): string =>
  `Two yearly check-ins in a row were missed: they were due by ${dateInWords(addMonths(since, 12))} and ${dateInWords(dueOn)}.`;
