import { addDays, addMonths, dateInWords } from '#clock';

/** Only what the dates of a grant say; no one types a status in. */
export interface GrantDates {
  readonly awardedOn: string;
  readonly startsOn?: string | null | undefined;
  readonly endsOn?: string | null | undefined;
  readonly durationMonths?: number | null | undefined;
  /** The first day without support, where it was ended before its time. */
  readonly endedFrom?: string | null | undefined;
  readonly withdrawnOn?: string | null | undefined;
}

export const GRANT_STATUSES = ['planned', 'live', 'ending', 'ended', 'stopped', 'withdrawn', 'no-dates'] as const;
export type GrantStatus = (typeof GRANT_STATUSES)[number];

/** What the last day rests on: dates that were given, a number of months, an early ending, or nothing. */
export type StatusBasis = 'dates' | 'duration' | 'early-ending' | 'withdrawal' | 'none';

export interface StatedStatus {
  readonly status: GrantStatus;
  /** The status as a sentence with its date: Live: runs to 31 March 2027. */
  readonly says: string;
  readonly basis: StatusBasis;
}

/** A grant in its last three calendar months is ending: by then the organisation should know what follows (domain.md 3.5). */
export const ENDING_MONTHS = 3;

/** First and last day of the period, as far as they are recorded; a duration counts from the first day, or else from the award. */
export function periodOf({ awardedOn, startsOn, endsOn, durationMonths }: GrantDates): {
  from: string | null;
  to: string | null;
  basis: StatusBasis;
} {
  if (endsOn) return { from: startsOn ?? awardedOn, to: endsOn, basis: 'dates' };
  if (durationMonths) {
    const from = startsOn ?? awardedOn;
    return { from, to: addDays(addMonths(from, durationMonths), -1), basis: 'duration' };
  }
  return { from: startsOn ?? null, to: null, basis: startsOn ? 'dates' : 'none' };
}

/** Where a grant stands on a day, computed from its dates and decisions alone. */
export function grantStatus(dates: GrantDates, today: string): StatedStatus {
  const { withdrawnOn, endedFrom } = dates;
  if (withdrawnOn) return { status: 'withdrawn', says: `Withdrawn on ${dateInWords(withdrawnOn)}`, basis: 'withdrawal' };
  if (endedFrom && endedFrom <= today) {
    return { status: 'stopped', says: `Stopped early: no support from ${dateInWords(endedFrom)}`, basis: 'early-ending' };
  }
  const { from, to, basis } = periodOf(dates);
  if (from && from > today) return { status: 'planned', says: `Planned: starts on ${dateInWords(from)}`, basis };
  if (endedFrom) return { status: 'ending', says: `Ending early: no support from ${dateInWords(endedFrom)}`, basis: 'early-ending' };
  if (!from) return { status: 'no-dates', says: 'No dates are recorded', basis };
  if (!to) return { status: 'live', says: `Live since ${dateInWords(from)}: no last day is recorded`, basis };
  const because = basis === 'duration' ? `, ${durationInWords(dates)}` : '';
  if (to < today) return { status: 'ended', says: `Ended: ran to ${dateInWords(to)}${because}`, basis };
  const status = to < addMonths(today, ENDING_MONTHS) ? 'ending' : 'live';
  return { status, says: `${status === 'live' ? 'Live' : 'Ending'}: runs to ${dateInWords(to)}${because}`, basis };
}

function durationInWords({ durationMonths, startsOn, awardedOn }: GrantDates): string {
  const months = durationMonths === 1 ? '1 month' : `${durationMonths} months`;
  return startsOn ? `${months} from ${dateInWords(startsOn)}` : `${months} from the award on ${dateInWords(awardedOn)}`;
}
