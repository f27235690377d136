import { dateInWords } from '#clock';
import { after, CATALOGUE, commitmentOf, daysAsked, daysOpen, measureInFull, NOTHING_ASKED, type OwnPromise } from '#commitments';
import type { ConsultationKind, ConsultationMethod, ConsultedSide, Measure } from '#contracts';
import { plural } from '#pages';
import type { Sector, Stance } from './answer-kinds.js';
import type { AnsweredView, AnswerView, SectorCount } from './answers.queries.js';
import { DISPOSITION_WORDS } from './consultation-acts.js';
import { CONSULTATION_STATE_WORDS, LENGTH, whenInWords } from './consultation-states.js';
import type { ConsultationView } from './consultations.queries.js';

export const KIND_WORDS: Readonly<Record<ConsultationKind, string>> = {
  'formal-written': 'Formal, in writing',
  informal: 'Informal',
  statutory: 'Statutory, with a time that a law sets',
};

export const METHOD_WORDS: Readonly<Record<ConsultationMethod, string>> = {
  written: 'In writing',
  survey: 'Survey',
  presentation: 'Presentation',
  event: 'Local event',
  interviews: 'Interviews',
  'online-meeting': 'Online meeting',
};

export const REACH_WORDS: Readonly<Record<ConsultedSide, string>> = {
  council: 'Public bodies',
  sector: 'The voluntary and community sector',
};

export const STANCE_WORDS: Readonly<Record<Stance, string>> = { agree: 'Agrees', change: 'Wants a change', other: 'Says something else' };

export const SECTOR_WORDS: Readonly<Record<Sector, string>> = {
  council: 'Public bodies',
  sector: 'Voluntary and community sector',
  neither: 'Residents and others',
};

/**
 * A hint for those who run it, before people see it. Null where it is as long as the borough and the network ask, or explained, or where
 * another length applies.
 * @param own what the borough's own Compact asks for on the day on which it opens.
 */
export function lengthHint(view: ConsultationView, own: OwnPromise): string | null {
  if (view.kind !== 'formal-written' || view.shortReason) return null;
  const days = daysOpen(view);
  const asked = (says: string, measure: Measure | null): string[] => {
    const needed = measure ? daysAsked(view, measure) : 0;
    return measure && days < needed ? [`${says} ${measureInFull(measure)}: ${plural(needed, 'day')}.`] : [];
  };
  const missed = [...asked('The Compact of this borough promises', measureOf(own)), ...asked(COMMON, commitmentOf(LENGTH).measure)];
  if (missed.length === 0) return null;
  const length = `It is open for ${plural(days, 'day')}. ${missed.join(' ')}`;
  return `${length} Say why it is shorter, so that everyone can read it from the first day.`;
}

const COMMON = 'The common measure of the network is';
const measureOf = (own: OwnPromise): Measure | null => (own.state === 'measured' ? own.mapping.measure : null);

/** Within so long after closing the network asks everyone to say what was done. */
const REPLY_WITHIN = CATALOGUE.commitments.find(({ rule }) => rule === 'R-FEED')?.measure ?? null;

/** By when the network asks for the outcome of one that closes on a day; null where it asks for none. */
export const outcomeDueOn = (answersUntil: string): string | null => REPLY_WITHIN && after(answersUntil, REPLY_WITHIN);

/** What is promised of the length of one that begins; by the common measure, named as such, where the borough names none. */
export function promisedLength(own: OwnPromise): string {
  const { measure: common } = commitmentOf(LENGTH);
  const measure = measureOf(own);
  const network = (said: string): string => `${COMMON} ${said}.`;
  if (measure) return `The Compact of this borough promises ${inDays(measure)}. ${common ? network(measureInFull(common)) : ''}`.trim();
  const nothing = own.state === 'no-compact' || own.state === 'measured' ? 'No Compact is in force.' : NOTHING_ASKED[own.state];
  return `${nothing} ${common ? network(inDays(common)) : ''}`.trim();
}

/** Weeks of one length are so many days; months are not, nor is a time that is longer over holidays. */
function inDays(measure: Measure): string {
  const { number, unit, moreDaysOverHolidays } = measure;
  const days = unit === 'weeks' && !moreDaysOverHolidays ? `, which are ${7 * number} days after the first` : '';
  return `${measureInFull(measure)}${days}`;
}

/** Of an earlier one nobody knows whether its answers are still being read. */
export const stateInWords = ({ state, isEarlier }: ConsultationView): string =>
  state === 'closed' && isEarlier ? 'Closed' : CONSULTATION_STATE_WORDS[state].text;

export const runBy = ({ department }: ConsultationView): string => department ?? 'Compact Implementation Group';

export function cellsOf(view: ConsultationView, today: string) {
  const { id, title, isEarlier } = view;
  const days = daysOpen(view);
  return [
    { text: title, href: `/consultations/${id}`, ...(isEarlier && { hint: 'Recorded afterwards' }) },
    { text: runBy(view) },
    { text: whenInWords(view, today) },
    { text: plural(days, 'day'), ...(days % 7 === 0 && { hint: plural(days / 7, 'week') }) },
    { text: stateInWords(view) },
  ];
}

interface Fact {
  readonly text: string;
  readonly value: string;
}

const fact = (text: string, value: string | null | false): Fact[] => (value ? [{ text, value }] : []);

/** What everyone reads of it, in order. */
export function factsOf(view: ConsultationView, today: string): Fact[] {
  const { kind, ground, methods, reaches, shortReason, shortReasonPublishedOn, extensions, withdrawnOn, withdrawnBecause } = view;
  return [
    ...fact('Run by', runBy(view)),
    ...fact('Answers', whenInWords(view, today)),
    ...fact(
      'Open for',
      `${plural(daysOpen(view), 'day')}${view.openUntilFive ? '' : ', the last one not counted, as it ends before five'}`,
    ),
    ...fact('Announced', view.announcedOn && dateInWords(view.announcedOn)),
    ...fact('Kind', KIND_WORDS[kind]),
    ...fact('Why another time applies', ground),
    ...fact('How people are asked', methods.map((method) => METHOD_WORDS[method]).join(', ')),
    ...fact('Who is asked', reaches.map((side) => REACH_WORDS[side]).join(', ')),
    ...fact('Why it is shorter', shortReason),
    ...fact('Reason published', shortReasonPublishedOn && dateInWords(shortReasonPublishedOn)),
    ...extensions.flatMap(({ madeOn, closesOn, reason }) =>
      fact('Extended', `On ${dateInWords(madeOn)}, to ${dateInWords(closesOn)}: ${reason}`),
    ),
    ...fact('Withdrawn', withdrawnOn && `On ${dateInWords(withdrawnOn)}: ${withdrawnBecause}`),
  ];
}

/** What comes next of a consultation, for those who run it: the end of its address, and the words that lead there. */
export function nextSteps(view: ConsultationView): { path: string; text: string }[] {
  const { state, kind, isEarlier, shortReason } = view;
  const mayBeShort = !shortReason && kind === 'formal-written';
  const explain = mayBeShort ? [{ path: 'explain', text: 'If it is shorter than promised, publish why' }] : [];
  if (isEarlier) return [{ path: 'correct', text: 'Record it otherwise, as more is known' }, ...explain];
  const withdraw = { path: 'withdraw', text: 'Withdraw it' };
  const answers = { path: 'answers', text: 'Read the answers' };
  const extend = { path: 'extend', text: 'Take answers for longer' };
  if (state === 'draft')
    return [
      { path: 'announce', text: 'Announce it' },
      { path: 'change', text: 'Change the draft' },
      { path: 'discard', text: 'Throw the draft away' },
    ];
  if (state === 'announced') return [...explain, extend, withdraw];
  if (state === 'open') return [answers, ...explain, extend, withdraw];
  if (state === 'closed') {
    return [answers, { path: 'outcome', text: 'Publish the outcome' }, ...explain, { ...extend, text: 'Open it again' }, withdraw];
  }
  return state === 'outcome-published' ? [answers, ...explain] : [];
}

/** For whom an answer speaks. */
export function speaksFor({ onBehalfOf, groupName, people }: Pick<AnsweredView, 'onBehalfOf' | 'groupName' | 'people'>): string {
  if (onBehalfOf === 'self') return 'One person';
  const group = groupName ?? (onBehalfOf === 'forum' ? 'A forum' : 'An organisation');
  return people ? `${group}, ${plural(people, 'person', 'people')}` : group;
}

/** What was said, done and why. */
export const answeredCells = (one: AnsweredView) => [
  { text: String(one.number), hint: one.clause ? `Clause ${one.clause}` : 'The whole' },
  { text: `${STANCE_WORDS[one.stance]}: ${one.summary}`, hint: `${speaksFor(one)}. ${SECTOR_WORDS[one.sector]}` },
  { text: DISPOSITION_WORDS[one.disposition] },
  { text: one.because },
];

export const answerCells = (one: AnswerView, consultationId: string) => [
  {
    text: `Answer ${one.number}`,
    href: `/consultations/${consultationId}/answers/${one.id}`,
    hint: one.clause ? `Clause ${one.clause}` : 'The whole',
  },
  { text: STANCE_WORDS[one.stance], hint: one.text.length > 120 ? `${one.text.slice(0, 119)}…` : one.text },
  { text: speaksFor(one), hint: SECTOR_WORDS[one.sector] },
  { text: dateInWords(one.receivedOn) },
  { text: one.disposition ? DISPOSITION_WORDS[one.disposition] : 'Waits for a reason' },
];

export const sectorsInWords = (counts: readonly SectorCount[]): string =>
  counts.map(({ sector, answers }) => `${SECTOR_WORDS[sector]} ${answers}`).join(', ');
