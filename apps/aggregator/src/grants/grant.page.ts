import { dateInWords, daysBetween } from '#clock';
import { listed } from '#errors';
import { date, NOT_RECORDED, pounds, sentence } from '#pages';
import type { GrantCorrection, GrantVariation } from './grant-history.js';
import type { GrantItem, GrantWithChanges } from './grant-item.js';

interface TimelineItem {
  readonly title: string;
  /** The day in words. */
  readonly at: string;
  readonly text?: string;
  readonly tag?: { readonly text: string; readonly classes: string };
}

const PAID_IN_ADVANCE: Record<string, string> = { yes: 'Yes', part: 'In part', no: 'No', 'not-recorded': NOT_RECORDED };

const yesOrNo = (value: boolean | null): string => (value === null ? NOT_RECORDED : value ? 'Yes' : 'No');

/** What the register knows of a grant, line by line. Missing is said. */
export function factsOf(grant: GrantItem, boroughName: string): { text: string; value: string; href?: string }[] {
  const { organisation, funder, programme, amountPence, amountAwardedPence } = grant;
  const months = grant.durationMonths === 1 ? '1 month' : `${grant.durationMonths} months`;
  return [
    {
      text: 'Organisation',
      value: organisation?.name ?? NOT_RECORDED,
      href: `/organisations/${encodeURIComponent(organisation?.identifier ?? '')}`,
    },
    {
      text: 'Organisation’s identifier',
      value: organisation?.isLocalIdentifier ? `${organisation.identifier} (made by the funder)` : (organisation?.identifier ?? ''),
    },
    { text: 'Published by', value: boroughName, href: `/grants?borough=${grant.borough}` },
    { text: 'Funder', value: `${funder?.name ?? ''}${funder?.ownFunding ? ', the borough’s own funding' : ''}` },
    { text: 'Department', value: grant.department?.name ?? NOT_RECORDED },
    programme
      ? { text: 'Programme', value: programme.title, href: `/grants?borough=${grant.borough}&programme=${programme.programmeId}` }
      : { text: 'Programme', value: NOT_RECORDED },
    {
      text: 'Amount',
      value: amountPence === amountAwardedPence ? pounds(amountPence) : `${pounds(amountPence)}, awarded as ${pounds(amountAwardedPence)}`,
    },
    { text: 'Applied for', value: pounds(grant.amountAppliedForPence) },
    { text: 'Awarded', value: date(grant.awardedOn) },
    { text: 'Starts', value: date(grant.startsOn) },
    { text: 'Ends', value: date(grant.endsOn) },
    { text: 'Planned length', value: grant.durationMonths === null ? NOT_RECORDED : months },
    { text: 'Status', value: grant.statusSays },
    { text: 'Paid in advance', value: PAID_IN_ADVANCE[grant.paidInAdvance ?? ''] ?? NOT_RECORDED },
    { text: 'Open to all who met the criteria', value: yesOrNo(grant.openCall) },
    { text: 'Grant identifier', value: grant.identifier ?? NOT_RECORDED },
  ];
}

/** What is paid in each financial year, as table rows; empty where it is not recorded. */
export function yearsOf({ years }: GrantItem): { text: string }[][] {
  return years.map(({ financialYear, amountPence, commitment }) => [
    { text: financialYear },
    { text: pounds(amountPence) },
    { text: commitment === 'firm' ? 'Firm' : 'Indicative: still to be confirmed' },
  ]);
}

interface Dated extends TimelineItem {
  readonly on: string;
}

/** Every public fact of a grant, the latest first, as in the boroughs. */
export function timelineOf({ variations, corrections, ...grant }: GrantWithChanges): TimelineItem[] {
  const dated: Dated[] = [...ofAward(grant), ...variations.flatMap(ofVariation), ...corrections.map(ofCorrection)];
  return dated
    .toReversed()
    .toSorted((one, other) => other.on.localeCompare(one.on))
    .map(({ on, ...item }) => ({ ...item, at: dateInWords(on) }));
}

function ofAward({ awardedOn, startsOn, endsOn, amountAwardedPence, withdrawnOn, withdrawnReason }: GrantItem): Dated[] {
  const at = '';
  return [
    ...(awardedOn ? [{ on: awardedOn, at, title: `Awarded ${pounds(amountAwardedPence)}` }] : []),
    ...(startsOn ? [{ on: startsOn, at, title: 'First day of the grant' }] : []),
    ...(endsOn ? [{ on: endsOn, at, title: 'Last day of the grant' }] : []),
    ...(withdrawnOn ? [{ on: withdrawnOn, at, title: 'Withdrawn by the borough', text: withdrawnReason ?? '' }] : []),
  ];
}

const KIND_WORDS: Record<string, string> = { increased: 'increase', reduced: 'cut', ended: 'ending', 'early-warning': 'early warning' };

function ofVariation(variation: GrantVariation): Dated[] {
  const { kind, withdrawnOn, effectiveOn, previousAmountPence, amountPence, reason } = variation;
  if (withdrawnOn) {
    return [
      {
        on: withdrawnOn,
        at: '',
        title: `A told ${KIND_WORDS[kind ?? ''] ?? 'change'} was taken back`,
        text: variation.withdrawnReason ?? '',
      },
    ];
  }
  if (!effectiveOn) return [];
  const sums = `from ${pounds(previousAmountPence)} to ${pounds(amountPence)}`;
  const text = [sentence(reason ?? ''), noticeOf(variation)].filter(Boolean).join(' ');
  if (kind === 'increased')
    return [{ on: effectiveOn, at: '', title: `Raised ${sums}`, text, tag: { text: 'Raised', classes: 'govuk-tag--green' } }];
  if (kind === 'reduced')
    return [{ on: effectiveOn, at: '', title: `Cut ${sums}`, text, tag: { text: 'Cut', classes: 'govuk-tag--orange' } }];
  if (kind === 'ended') {
    return [{ on: effectiveOn, at: '', title: `Ended early: ${sums}`, text, tag: { text: 'Ended early', classes: 'govuk-tag--orange' } }];
  }
  const title = `Early warning of ${variation.warnedOf === 'ending' ? 'an ending' : 'a cut'} from ${dateInWords(effectiveOn)}`;
  return [
    { on: variation.toldInWritingOn ?? effectiveOn, at: '', title, text, tag: { text: 'Early warning', classes: 'govuk-tag--yellow' } },
  ];
}

function noticeOf({
  toldInWritingOn,
  receivedOn,
  effectiveOn,
  agreedShorter,
  exceptionGround,
  exceptionApprovedBy,
}: GrantVariation): string {
  if (!toldInWritingOn || !receivedOn || !effectiveOn) return '';
  const days = daysBetween(receivedOn, effectiveOn);
  const ahead = days >= 0 ? `${days} days before it takes effect` : `${-days} days after it took effect`;
  const told = `Told in writing on ${dateInWords(toldInWritingOn)}, received on ${dateInWords(receivedOn)}: ${ahead}.`;
  const agreed = agreedShorter ? ' The organisation agreed to shorter notice.' : '';
  const exception = exceptionGround
    ? ` Shorter notice because: ${sentence(exceptionGround)} Approved by ${exceptionApprovedBy ?? NOT_RECORDED}.`
    : '';
  return `${told}${agreed}${exception}`;
}

const FIELD_WORDS: Record<string, string> = {
  amountAppliedForPence: 'sum applied for',
  amountAwardedPence: 'sum awarded',
  awardedOn: 'award date',
  startsOn: 'first day',
  endsOn: 'last day',
  durationMonths: 'length',
  paidInAdvance: 'payment in advance',
  openCall: 'open call',
};

function ofCorrection({ fields, reason, recordedOn }: GrantCorrection): Dated {
  const named = listed(fields.map((field) => FIELD_WORDS[field] ?? field));
  return { on: recordedOn, at: '', title: `Record corrected: ${named}`, text: reason };
}
