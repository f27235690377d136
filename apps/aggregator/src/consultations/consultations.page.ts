import { dateInWords, daysBetween } from '#clock';
import type { ConsultationKind, ConsultationMethod, ConsultedSide, Disposition } from '#contracts';
import { listed } from '#errors';
import { date, NOT_RECORDED, number, plural, sentence } from '#pages';
import type { ConsultationInFull, ConsultationItem } from './consultation-item.js';
import type { ConsultationState } from './consultations-query.js';
import { THE_GROUP } from './consultations.queries.js';

export const STATE_WORDS: Readonly<Record<ConsultationState, string>> = {
  announced: 'Announced',
  open: 'Open',
  closed: 'Closed',
  'outcome-published': 'Outcome published',
  withdrawn: 'Withdrawn',
};

const STATE_COLOURS: Readonly<Record<ConsultationState, string>> = {
  announced: 'govuk-tag--blue',
  open: 'govuk-tag--green',
  closed: 'govuk-tag--grey',
  'outcome-published': 'govuk-tag--grey',
  withdrawn: 'govuk-tag--orange',
};

const KIND_WORDS: Readonly<Record<ConsultationKind, string>> = {
  'formal-written': 'Formal, in writing',
  informal: 'Informal',
  statutory: 'Set by law',
};

const METHOD_WORDS: Readonly<Record<ConsultationMethod, string>> = {
  written: 'in writing',
  survey: 'by a survey',
  presentation: 'in presentations',
  event: 'at events',
  interviews: 'in interviews',
  'online-meeting': 'in online meetings',
};

const SIDE_WORDS: Readonly<Record<ConsultedSide, string>> = {
  council: 'the council and other public bodies',
  sector: 'the voluntary and community sector',
};

const DISPOSITION_WORDS: Readonly<Record<Disposition, string>> = {
  accepted: 'Accepted',
  'accepted-in-part': 'Accepted in part',
  'not-accepted': 'Not accepted',
  'out-of-scope': 'Out of scope',
};

export const CONSULTATION_TABLE = [
  { text: 'Consultation' },
  { text: 'Borough, and who asks' },
  { text: 'Answers from', isWhole: true },
  { text: 'Answers until', isWhole: true },
  { text: 'Length', isNumber: true },
  { text: 'State' },
];

export const stateTag = ({ state }: ConsultationItem) => ({ text: STATE_WORDS[state], classes: STATE_COLOURS[state] });

const runBy = ({ departmentName }: ConsultationItem): string => departmentName ?? THE_GROUP;

const inDays = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${plural(days, 'day')}`);

/** What comes next of one that is open, or is to come; empty of others. */
export function whatComes({ state, opensOn, answersUntil }: ConsultationItem, today: string): string {
  if (state === 'announced') return `Opens ${inDays(daysBetween(today, opensOn))}`;
  return state === 'open' ? `Closes ${inDays(daysBetween(today, answersUntil))}` : '';
}

/** Where an extension was made after the last day, there was a time in which nobody could answer. */
const wasOpenedAgain = ({ closesOn, extensions }: ConsultationItem): boolean =>
  extensions.some(({ madeOn }, at) => madeOn > (extensions[at - 1]?.closesOn ?? closesOn));

const lengthOf = ({ days }: ConsultationItem): string => (days === null ? 'None' : plural(days, 'day'));

export function consultationCells(item: ConsultationItem, name: string, today: string) {
  const { borough, consultationId, title, state, opensOn, closesOn, answersUntil } = item;
  const comes = whatComes(item, today);
  return [
    { text: title, href: `/consultations/${borough}/${consultationId}` },
    { text: name, hint: runBy(item) },
    { text: date(opensOn), hint: state === 'announced' ? comes : '' },
    { text: date(answersUntil), hint: [state === 'open' && comes, answersUntil > closesOn && 'Extended'].filter(Boolean).join('. ') },
    { text: lengthOf(item), hint: wasOpenedAgain(item) ? 'Without a gap' : '' },
    { text: '', tag: stateTag(item) },
  ];
}

interface Line {
  readonly text: string;
  readonly value: string;
  readonly href?: string;
}

/** What the borough made known, line by line. What is missing is said, or left out where nobody would look for it. */
export function linesOf(item: ConsultationInFull): Line[] {
  const { kind, ground, announcedOn, opensOn, closesOn, answersUntil, openUntilFive, methods, reaches } = item;
  const firstSaid = answersUntil === closesOn ? '' : `, extended from ${dateInWords(closesOn)}`;
  return [
    { text: 'Run by', value: runBy(item) },
    { text: 'Kind', value: ground === null ? KIND_WORDS[kind] : `${KIND_WORDS[kind]}. ${sentence(ground)}` },
    ...askedAbout(item),
    { text: 'Announced', value: date(announcedOn) },
    { text: 'Answers from', value: date(opensOn) },
    { text: 'Answers until', value: `${openUntilFive ? '' : 'Before five in the afternoon of '}${date(answersUntil)}${firstSaid}` },
    { text: 'Length', value: `${lengthOf(item)}${wasOpenedAgain(item) ? ', the longest time without a gap' : ''}` },
    ...shortReasonOf(item),
    { text: 'How people are asked', value: listedAlone(methods.map((method) => METHOD_WORDS[method])) },
    { text: 'Who is asked', value: listedAlone(reaches.map((side) => SIDE_WORDS[side])) },
  ];
}

function askedAbout({ borough, compactVersionId, compactVersionTitle }: ConsultationInFull): Line[] {
  if (compactVersionId === null) return [];
  if (compactVersionTitle === null) return [{ text: 'Asks about', value: 'A draft of the Compact, or of a code of practice' }];
  return [{ text: 'Asks about', value: compactVersionTitle, href: `/compacts/${borough}/versions/${compactVersionId}` }];
}

function shortReasonOf({ shortReason, shortReasonPublishedOn }: ConsultationInFull): Line[] {
  if (shortReason === null) return [];
  const since =
    shortReasonPublishedOn === null ? 'When this was published is not recorded.' : `Published on ${date(shortReasonPublishedOn)}.`;
  return [{ text: 'Why it is not longer', value: `${sentence(shortReason)} ${since}` }];
}

function listedAlone(words: readonly string[]): string {
  const text = listed(words);
  return text === '' ? NOT_RECORDED : text.charAt(0).toUpperCase() + text.slice(1);
}

export const extensionCells = ({ extensions }: ConsultationInFull) =>
  extensions.map(({ madeOn, closesOn, reason }) => [{ text: date(madeOn) }, { text: date(closesOn) }, { text: reason }]);

/** What came of the answers, with how many came to what; null before it is published. */
export function outcomeOf({ outcome }: ConsultationInFull) {
  if (outcome === null) return null;
  const { publishedOn, summary, lateReason, saysWhatWasNotTaken, dispositions } = outcome;
  return {
    publishedOn: date(publishedOn),
    summary,
    lateReason: lateReason ?? null,
    saysWhatWasNotTaken: saysWhatWasNotTaken ?? null,
    rows: dispositions.map(({ disposition, answers }) => [{ text: DISPOSITION_WORDS[disposition] }, { text: number(answers) }]),
  };
}

/** "12 consultations"; of a part of a longer list it says so. */
export const countOf = (consultations: number, isPart: boolean): string =>
  `${plural(consultations, 'consultation')}${isPart ? ' on this page' : ''}`;
