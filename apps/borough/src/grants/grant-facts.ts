import { dateInWords } from '#clock';
import type { AdvancePayment, GrantYear } from '#contracts';
import { NOT_RECORDED, plural, pounds } from '#pages';
import type { GrantView } from './grant.views.js';
import type { GrantStatus } from './grant-status.js';

/** One line of what is known of a grant; a value that is missing says so. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly href?: string;
}

export const ADVANCE_WORDS: Record<AdvancePayment, string> = {
  yes: 'Yes, the organisation is paid before it spends',
  part: 'In part',
  no: 'No, the organisation is paid after it has spent',
  'not-recorded': NOT_RECORDED,
};

export const STATUS_WORDS: Record<GrantStatus, { readonly text: string; readonly classes: string }> = {
  planned: { text: 'Planned', classes: 'govuk-tag--light-blue' },
  live: { text: 'Live', classes: 'govuk-tag--green' },
  ending: { text: 'Ending', classes: 'govuk-tag--yellow' },
  ended: { text: 'Ended', classes: 'govuk-tag--grey' },
  stopped: { text: 'Stopped early', classes: 'govuk-tag--red' },
  withdrawn: { text: 'Withdrawn', classes: 'govuk-tag--grey' },
  'no-dates': { text: 'No dates', classes: 'govuk-tag--grey' },
};

/** A status as a tag, and beside it what its date says, without the word of the tag said again. */
export function statusShown({ status, statusSays }: Pick<GrantView, 'status' | 'statusSays'>) {
  const rest = statusSays.split(': ').slice(1).join(': ');
  return { ...STATUS_WORDS[status], says: rest === '' ? statusSays : rest.charAt(0).toUpperCase() + rest.slice(1) };
}

const BASES: Record<GrantView['statusBasis'], string> = {
  dates: 'Computed from the dates of the grant.',
  duration: 'Computed from the first day and the number of months.',
  'early-ending': 'Computed from the day on which support ends early.',
  withdrawal: 'The record was withdrawn.',
  none: 'Neither first nor last day is recorded, so no status can be computed.',
};

/** What a grant's status rests on. */
export const basisOf = ({ statusBasis }: Pick<GrantView, 'statusBasis'>): string => BASES[statusBasis];

/** Everything that is known of a grant but its years and its changes, in the order people ask. */
export function factsOf(grant: GrantView): Fact[] {
  const { organisation, funder, department, programme } = grant;
  return [
    { name: 'Organisation', text: `${organisation.name} (${organisation.identifier})`, href: `/organisations/${organisation.id}` },
    { name: 'What it is for', text: grant.description },
    { name: 'Amount', text: sumOf(grant) },
    ...(grant.amountAppliedForPence === null ? [] : [{ name: 'Applied for', text: pounds(grant.amountAppliedForPence) }]),
    { name: 'Awarded on', text: dateInWords(grant.awardedOn) },
    { name: 'Period', text: periodInWords(grant) },
    { name: 'Funder', text: funder.ownFunding ? funder.name : `${funder.name} (${funder.identifier}), not the borough’s own money` },
    { name: 'Department', text: department?.name ?? NOT_RECORDED },
    programme
      ? { name: 'Programme', text: programme.title, href: `/programmes/${programme.id}` }
      : { name: 'Programme', text: NOT_RECORDED },
    { name: 'Paid in advance', text: ADVANCE_WORDS[grant.paidInAdvance] },
    { name: 'Open to all who meet the criteria', text: openCallInWords(grant.openCall) },
    { name: 'Identifier', text: grant.identifier },
  ];
}

function sumOf({ amountPence, amountAwardedPence }: GrantView): string {
  return amountPence === amountAwardedPence ? pounds(amountPence) : `${pounds(amountPence)} (${pounds(amountAwardedPence)} was awarded)`;
}

/** First and last day, or what of them is recorded. */
export function periodInWords({ startsOn, endsOn, durationMonths }: Pick<GrantView, 'startsOn' | 'endsOn' | 'durationMonths'>): string {
  const months = durationMonths ? plural(durationMonths, 'month') : '';
  if (startsOn && endsOn) return `${dateInWords(startsOn)} to ${dateInWords(endsOn)}`;
  if (startsOn) return `From ${dateInWords(startsOn)}${months ? ` for ${months}` : ', no last day recorded'}`;
  if (endsOn) return `To ${dateInWords(endsOn)}, no first day recorded`;
  return months ? `${months}, no first day recorded` : NOT_RECORDED;
}

export function openCallInWords(openCall: boolean | null | undefined): string {
  if (openCall === null || openCall === undefined) return NOT_RECORDED;
  return openCall ? 'Yes' : 'No';
}

/** 2026/27: £12,500 firm; 2027/28: £12,500 indicative. */
export function yearsInWords(years: readonly GrantYear[]): string {
  if (years.length === 0) return NOT_RECORDED;
  return years.map(({ financialYear, amountPence, commitment }) => `${financialYear}: ${pounds(amountPence)} ${commitment}`).join('; ');
}
