import { addDays, addMonths, dateInWords } from '#clock';
import type { GrantDetails } from '#contracts';

/**
 * The same words as a borough uses for its own grants: test/grant-status.spec.ts holds them equal. No one types a status in: the dates
 * say it, on the day it is asked.
 */
export const GRANT_STATUSES = ['planned', 'live', 'ending', 'ended', 'stopped', 'no-dates'] as const;
export type GrantStatus = (typeof GRANT_STATUSES)[number];

export const STATUS_WORDS: Record<GrantStatus | 'withdrawn', string> = {
  planned: 'Planned',
  live: 'Live',
  ending: 'Ending',
  ended: 'Ended',
  stopped: 'Stopped early',
  'no-dates': 'No dates',
  withdrawn: 'Withdrawn',
};

/** What the last day rests on: dates that were given, or a number of months. */
export type PeriodBasis = 'dates' | 'duration' | 'none';

/** A grant in its last three calendar months is ending: by then the organisation should know what follows (domain.md 3.5). */
const ENDING_MONTHS = 3;

/** First and last day of the period, as far as they are recorded; a duration counts from the first day, or else from the award. */
export function periodOf({
  awardedOn,
  startsOn,
  endsOn,
  durationMonths,
}: Pick<GrantDetails, 'awardedOn' | 'startsOn' | 'endsOn' | 'durationMonths'>): {
  runs_from: string | null;
  runs_to: string | null;
  runs_basis: PeriodBasis;
} {
  const from = startsOn ?? awardedOn;
  if (endsOn) return { runs_from: from, runs_to: endsOn, runs_basis: 'dates' };
  if (durationMonths) return { runs_from: from, runs_to: addDays(addMonths(from, durationMonths), -1), runs_basis: 'duration' };
  return { runs_from: startsOn ?? null, runs_to: null, runs_basis: startsOn ? 'dates' : 'none' };
}

/** The dates of a row of the register that its status follows from. */
export interface StatusDates {
  readonly awardedOn: string | null;
  readonly startsOn: string | null;
  readonly durationMonths: number | null;
  readonly runsFrom: string | null;
  readonly runsTo: string | null;
  readonly runsBasis: string | null;
  /** The first day without support, where it was ended before its time. */
  readonly stopsOn: string | null;
  readonly withdrawnOn: string | null;
}

/** Where a grant stands on a day, and the sentence that says so with its date: Live: runs to 31 March 2027. */
export function grantStatus(dates: StatusDates, today: string): { status: GrantStatus | 'withdrawn'; says: string } {
  const { runsFrom: from, runsTo: to, stopsOn, withdrawnOn } = dates;
  if (withdrawnOn) return { status: 'withdrawn', says: `Withdrawn on ${dateInWords(withdrawnOn)}` };
  if (stopsOn && stopsOn <= today) return { status: 'stopped', says: `Stopped early: no support from ${dateInWords(stopsOn)}` };
  if (from && from > today) return { status: 'planned', says: `Planned: starts on ${dateInWords(from)}` };
  if (stopsOn) return { status: 'ending', says: `Ending early: no support from ${dateInWords(stopsOn)}` };
  if (!from) return { status: 'no-dates', says: 'No dates are recorded' };
  if (!to) return { status: 'live', says: `Live since ${dateInWords(from)}: no last day is recorded` };
  const because = dates.runsBasis === 'duration' ? `, ${durationInWords(dates)}` : '';
  if (to < today) return { status: 'ended', says: `Ended: ran to ${dateInWords(to)}${because}` };
  const status = to < addMonths(today, ENDING_MONTHS) ? 'ending' : 'live';
  return { status, says: `${status === 'live' ? 'Live' : 'Ending'}: runs to ${dateInWords(to)}${because}` };
}

function durationInWords({ durationMonths, startsOn, awardedOn }: StatusDates): string {
  const months = durationMonths === 1 ? '1 month' : `${durationMonths} months`;
  return startsOn ? `${months} from ${dateInWords(startsOn)}` : `${months} from the award on ${dateInWords(awardedOn ?? '')}`;
}

/** The same in SQL for a day of our clock: one condition for each status on a row of `grants`. A test holds the two equal. */
export function statusConditions(today: string): Record<GrantStatus, string> {
  const day = `'${today}'::date`;
  const endingBy = `'${addMonths(today, ENDING_MONTHS)}'::date`;
  const lasts = `coalesce(runs_to, '9999-12-31'::date)`;
  const begun = `(runs_from is null or runs_from <= ${day})`;
  const undisturbed = `stops_on is null and runs_from <= ${day}`;
  return {
    planned: `runs_from > ${day} and (stops_on is null or stops_on > ${day})`,
    live: `${undisturbed} and ${lasts} >= ${endingBy}`,
    ending: `(stops_on > ${day} and ${begun}) or (${undisturbed} and ${lasts} >= ${day} and ${lasts} < ${endingBy})`,
    ended: `${undisturbed} and ${lasts} < ${day}`,
    stopped: `stops_on <= ${day}`,
    'no-dates': `stops_on is null and runs_from is null and ${lasts} = '9999-12-31'`,
  };
}
