import { addMonths, dateInWords, daysBetween } from '#clock';
import type { CorrectableField } from '#contracts';
import { plural, pounds, sentence } from '#pages';
import { yearsInWords } from './grant-facts.js';
import type { GrantView, RecordedVariation, VariationView } from './grant.views.js';

/** The record of an award was put right. */
export interface Correction {
  readonly correctedOn: string;
  readonly fields: readonly CorrectableField[];
  readonly reason: string;
}

/** Something that happened to a grant, as the timeline shows it. */
export interface Happening {
  /** The variation it is about. */
  readonly id?: string;
  readonly on: string;
  readonly title: string;
  readonly at: string;
  readonly text: string;
  readonly tag?: { readonly text: string; readonly classes: string };
  /** What is needed before it can be public; on changes that are not. */
  readonly needed?: readonly string[];
}

/** Notice that is promised before a cut or an ending: three calendar months from the day it was received (domain.md R-NOTICE). */
export const NOTICE_MONTHS = 3;

export const FIELD_WORDS: Record<CorrectableField, string> = {
  title: 'title',
  description: 'what it is for',
  organisation: 'organisation',
  funder: 'funder',
  department: 'department',
  programme: 'programme',
  amountAppliedForPence: 'sum applied for',
  amountAwardedPence: 'sum awarded',
  awardedOn: 'day of the award',
  startsOn: 'first day',
  endsOn: 'last day',
  durationMonths: 'duration',
  years: 'sums by year',
  paidInAdvance: 'payment in advance',
  openCall: 'open to all',
};

/** As much of a change as says whether it can be public. */
type NoticeKnown = Pick<VariationView, 'kind' | 'toldInWritingOn' | 'receivedOn' | 'madePublicOn'>;

type Varied = GrantView & { readonly variations: readonly (VariationView | RecordedVariation)[] };

/** What happened to a grant, the latest first. What an officer's record holds besides the public one says that it is not public. */
export function timelineOf(grant: Varied, corrections: readonly Correction[]): Happening[] {
  const award: Happening = {
    on: grant.awardedOn,
    title: `Awarded: ${pounds(grant.amountAwardedPence)}`,
    at: dateInWords(grant.awardedOn),
    text: `To ${grant.organisation.name}, for ${grant.title}`,
  };
  return [award, ...corrections.map(corrected), ...grant.variations.map(varied)]
    .map((happening, place) => ({ happening, place }))
    .sort((one, other) => other.happening.on.localeCompare(one.happening.on) || other.place - one.place)
    .map(({ happening }) => happening);
}

function corrected({ correctedOn, fields, reason }: Correction): Happening {
  const what = fields.map((field) => FIELD_WORDS[field]).join(', ');
  return {
    on: correctedOn,
    title: 'The record was corrected',
    at: dateInWords(correctedOn),
    text: `Corrected: ${what}. ${sentence(reason)}`,
  };
}

function varied(variation: VariationView | RecordedVariation): Happening {
  const { id, withdrawnOn, withdrawalReason, effectiveOn, madePublicOn } = variation;
  const recordedOn = 'recordedOn' in variation ? variation.recordedOn : null;
  const isPublic = !('isPublic' in variation) || variation.isPublic;
  const on = recordedOn ?? madePublicOn ?? effectiveOn;
  const text = [sentence(variation.reason), noticeInWords(variation), yearsOf(variation)].filter(Boolean).join(' ');
  const happening = { id, on, title: titleOf(variation), at: whenOf(variation, recordedOn), text };
  if (withdrawnOn) {
    const tag = { text: 'Withdrawn', classes: 'govuk-tag--grey' };
    return { ...happening, tag, text: `${text} Taken back on ${dateInWords(withdrawnOn)}: ${withdrawalReason ?? ''}` };
  }
  if (isPublic) return happening;
  return { ...happening, tag: { text: 'Not public yet', classes: 'govuk-tag--orange' }, needed: neededBeforePublic(variation) };
}

function titleOf({ kind, amountPence, previousAmountPence, warnedOf }: VariationView): string {
  const sums = `from ${pounds(previousAmountPence)} to ${pounds(amountPence)}`;
  if (kind === 'increased') return `Increased ${sums}`;
  if (kind === 'reduced') return `Reduced ${sums}`;
  if (kind === 'ended') return `Ended early: ${pounds(amountPence)} in all, ${pounds(previousAmountPence)} before`;
  return warnedOf === 'ending' ? 'Early warning of an ending' : 'Early warning of a cut';
}

function whenOf({ kind, effectiveOn, madePublicOn }: VariationView, recordedOn: string | null): string {
  const effect = { increased: 'takes effect on', reduced: 'takes effect on', ended: 'no support from', 'early-warning': 'may come from' }[
    kind
  ];
  const known = recordedOn ? `Recorded on ${dateInWords(recordedOn)}` : madePublicOn ? `Public since ${dateInWords(madePublicOn)}` : '';
  const words = `${effect} ${dateInWords(effectiveOn)}`;
  return known ? `${known}, ${words}` : words.charAt(0).toUpperCase() + words.slice(1);
}

function yearsOf({ kind, years }: VariationView): string {
  return kind === 'early-warning' || years.length === 0 ? '' : `By year: ${yearsInWords(years)}.`;
}

/** Who was told when, and how much notice that is. An early warning starts no clock. */
export function noticeInWords(variation: VariationView): string {
  const { kind, toldInWritingOn, receivedOn, effectiveOn, agreedShorter, exceptionGround, exceptionApprovedBy } = variation;
  if (kind === 'increased') return '';
  const told = toldInWritingOn ? `Told in writing on ${dateInWords(toldInWritingOn)}` : 'Not told in writing yet';
  const received = receivedOn ? `received on ${dateInWords(receivedOn)}` : 'not received yet';
  const notice = receivedOn && kind !== 'early-warning' ? `: ${noticeLength(receivedOn, effectiveOn)}` : '';
  const agreed = agreedShorter ? ' The organisation agreed to shorter notice in writing.' : '';
  const exception = exceptionGround
    ? ` Exception: ${sentence(exceptionGround)} Approved by ${exceptionApprovedBy ?? 'nobody recorded'}.`
    : '';
  return `${told}, ${received}${notice}.${agreed}${exception}`;
}

/** 108 days’ notice, three months or more. */
export function noticeLength(receivedOn: string, effectiveOn: string): string {
  const days = daysBetween(receivedOn, effectiveOn);
  if (days < 0) return `${plural(-days, 'day')} after it took effect`;
  return `${plural(days, 'day')} of notice, ${isFullNotice(receivedOn, effectiveOn) ? 'three months or more' : 'less than three months'}`;
}

/** Whether three calendar months lie between the day notice was received and the first day of changed support. */
export function isFullNotice(receivedOn: string, effectiveOn: string): boolean {
  return addMonths(receivedOn, NOTICE_MONTHS) <= effectiveOn;
}

/** What must be recorded before a change leaves the borough: the organisation knows, and the decision is public. */
export function neededBeforePublic({ kind, toldInWritingOn, receivedOn, madePublicOn }: NoticeKnown): string[] {
  if (kind === 'increased') return [];
  return [
    ...(toldInWritingOn ? [] : ['the day the organisation was told in writing']),
    ...(receivedOn ? [] : ['the day the organisation received it']),
    ...(madePublicOn ? [] : ['the day the decision became public']),
  ];
}
