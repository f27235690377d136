import { addMonths, dateInWords, daysBetween, workingDaysAfter, workingDaysFrom } from '#clock';
import type { HeldFor, Side } from '#identity';
import { plural } from '#pages';

/** How far a concern is (domain.md 3.12). */
export const CONCERN_STATES = [
  'received',
  'out-of-scope',
  'admitted',
  'direct-talk',
  'champions',
  'panel',
  'mediation',
  'external',
  'outcome-agreed',
  'action-agreed',
  'action-checked',
  'closed',
  'withdrawn',
] as const;
export type ConcernState = (typeof CONCERN_STATES)[number];

/** What a person does to take a concern on. An outcome is agreed by two keys alone, and is none of these. */
export const CONCERN_STEPS = [
  'acknowledge',
  'admit',
  'decline',
  'talk',
  'ask-champions',
  'convene-panel',
  'mediate',
  'go-outside',
  'agree-action',
  'check-action',
  'close',
] as const;
export type ConcernStep = (typeof CONCERN_STEPS)[number];

interface StepRule {
  readonly from: readonly ConcernState[];
  readonly to: ConcernState;
}

const UNDER_WAY = ['admitted', 'direct-talk', 'champions', 'panel', 'mediation'] as const satisfies readonly ConcernState[];

export const STEP_RULES: Readonly<Record<ConcernStep, StepRule>> = {
  acknowledge: { from: ['received'], to: 'received' },
  admit: { from: ['received'], to: 'admitted' },
  decline: { from: ['received'], to: 'out-of-scope' },
  talk: { from: ['admitted'], to: 'direct-talk' },
  'ask-champions': { from: ['direct-talk'], to: 'champions' },
  'convene-panel': { from: ['champions'], to: 'panel' },
  mediate: { from: ['panel'], to: 'mediation' },
  'go-outside': { from: UNDER_WAY, to: 'external' },
  'agree-action': { from: ['outcome-agreed'], to: 'action-agreed' },
  'check-action': { from: ['action-agreed'], to: 'action-checked' },
  close: { from: ['out-of-scope', 'external', 'outcome-agreed', 'action-checked'], to: 'closed' },
};

/** The steps that can follow in a state. */
export const stepsAfter = (state: ConcernState): readonly ConcernStep[] =>
  CONCERN_STEPS.filter((step) => STEP_RULES[step].from.includes(state));

/** A champion of an organisation stands for the sector, one of a department for the council. */
export const championedBy = ({ kind }: HeldFor): Side => (kind === 'organisation' ? 'sector' : 'council');

/** Whoever may reply to what would be published. */
export type LearningReplier = 'respondent' | 'raiser';

/** Both have replied to what would be published, or the time to reply is over. */
export const isHeard = (replies: readonly { readonly by: string }[], replyUntil: string, today: string): boolean =>
  new Set(replies.map(({ by }) => by)).size === 2 || today > replyUntil;

/** What would be published, as far as it says whether replies to it are taken. */
export interface LessonDays {
  readonly publishedOn?: string | null;
  /** The last day for replies. */
  readonly replyUntil: string;
}

/** Whether replies to it are taken still. */
export const awaitsReply = <Lesson extends LessonDays>(lesson: Lesson | null, today: string): lesson is Lesson =>
  lesson !== null && !lesson.publishedOn && today <= lesson.replyUntil;

/** An outcome comes of a talk, of the champions, of the panel or of mediation. */
export const TAKES_OUTCOME: readonly ConcernState[] = ['direct-talk', 'champions', 'panel', 'mediation'];
/** Both sides still say what happened. */
export const isUnderWay = (state: ConcernState): boolean => UNDER_WAY.some((one) => one === state);
/** Whoever raised it can withdraw it until an outcome is agreed. */
export const CAN_BE_WITHDRAWN: readonly ConcernState[] = ['received', ...UNDER_WAY, 'out-of-scope', 'external'];
/** Its outcome was agreed. */
export const HAS_OUTCOME: readonly ConcernState[] = ['outcome-agreed', 'action-agreed', 'action-checked', 'closed'];

/** For how long each step may take; in working days but for the action. */
export interface ConcernClocks {
  readonly acknowledge: number;
  readonly admission: number;
  readonly directTalk: number;
  readonly champions: number;
  readonly panel: number;
  readonly actionMonths: number;
}

/** What its clock goes by. */
export interface ConcernDays {
  readonly state: ConcernState;
  readonly raisedOn: string;
  /** The day on which it came into its state. */
  readonly since: string;
  readonly acknowledgedOn: string | null;
  readonly admittedOn: string | null;
  /** By when the action is promised; null before one is agreed. */
  readonly actionBy: string | null;
}

/** What has to be done by when. */
export interface ConcernClock {
  readonly says: string;
  readonly dueOn: string;
  /** Which working day it is of how many; null where a day of the calendar was promised. */
  readonly day: number | null;
  readonly of: number | null;
  /** Working days since it was due, or days where a day of the calendar was promised; 0 in time. */
  readonly lateBy: number;
}

/** The clock that runs today; null where nothing has to be done by a day. */
export function clockOn(days: ConcernDays, today: string, clocks: ConcernClocks): ConcernClock | null {
  const { state, raisedOn, since, acknowledgedOn, admittedOn, actionBy } = days;
  switch (state) {
    case 'received':
      return acknowledgedOn === null
        ? workingClock('Acknowledge it', raisedOn, clocks.acknowledge, today)
        : workingClock('Decide whether it is admitted', raisedOn, clocks.admission, today);
    case 'admitted':
    case 'direct-talk':
      return workingClock('Both sides talk', admittedOn ?? since, clocks.directTalk, today);
    case 'champions':
      return workingClock('The champions check the facts and propose', since, clocks.champions, today);
    case 'panel':
      return workingClock('The panel hears both sides and finds', since, clocks.panel, today);
    case 'outcome-agreed':
      return calendarClock('Agree what is done, and do it', addMonths(since, clocks.actionMonths), today);
    case 'action-agreed':
      return calendarClock('Do what was agreed', actionBy ?? addMonths(since, clocks.actionMonths), today);
    default:
      return null;
  }
}

function workingClock(says: string, from: string, of: number, today: string): ConcernClock {
  const dueOn = workingDaysAfter(from, of);
  return { says, dueOn, day: workingDaysFrom(from, today), of, lateBy: workingDaysFrom(dueOn, today) };
}

const calendarClock = (says: string, dueOn: string, today: string): ConcernClock => ({
  says,
  dueOn,
  day: null,
  of: null,
  lateBy: Math.max(0, daysBetween(dueOn, today)),
});

/** “Day 6 of 20”, “Late by 2 working days”, “By 3 July 2026”. */
export function clockInWords({ day, of, lateBy, dueOn }: ConcernClock): string {
  if (lateBy > 0) return `Late by ${plural(lateBy, of === null ? 'day' : 'working day')}`;
  return of === null ? `By ${dateInWords(dueOn)}` : `Day ${day} of ${of}`;
}

export const STATE_WORDS: Readonly<Record<ConcernState, { readonly text: string; readonly classes: string }>> = {
  received: { text: 'Received', classes: 'govuk-tag--yellow' },
  'out-of-scope': { text: 'Out of scope', classes: 'govuk-tag--grey' },
  admitted: { text: 'Admitted', classes: 'govuk-tag--blue' },
  'direct-talk': { text: 'Talking', classes: 'govuk-tag--blue' },
  champions: { text: 'With the champions', classes: 'govuk-tag--blue' },
  panel: { text: 'With the panel of the CIG', classes: 'govuk-tag--blue' },
  mediation: { text: 'Mediation', classes: 'govuk-tag--blue' },
  external: { text: 'Taken elsewhere', classes: 'govuk-tag--grey' },
  'outcome-agreed': { text: 'Outcome agreed', classes: 'govuk-tag--green' },
  'action-agreed': { text: 'Action agreed', classes: 'govuk-tag--green' },
  'action-checked': { text: 'Action checked', classes: 'govuk-tag--green' },
  closed: { text: 'Closed', classes: 'govuk-tag--grey' },
  withdrawn: { text: 'Withdrawn', classes: 'govuk-tag--grey' },
};

export const STEP_WORDS: Readonly<Record<ConcernStep, { readonly text: string; readonly asks: string }>> = {
  acknowledge: { text: 'Acknowledge it', asks: 'What whoever raised it is told' },
  admit: { text: 'Admit it', asks: 'Why it is a matter of the Compact' },
  decline: { text: 'Say that it is out of scope', asks: 'On what ground, and where to go instead' },
  talk: { text: 'Both sides talk', asks: 'Who meets whom, and when' },
  'ask-champions': { text: 'Ask the champions', asks: 'What came of the talk' },
  'convene-panel': { text: 'Convene a panel of the CIG', asks: 'What the champions found and proposed' },
  mediate: { text: 'Begin mediation', asks: 'Who mediates. Both sides have agreed to it' },
  'go-outside': { text: 'It is taken elsewhere', asks: 'Where: a complaint, the Ombudsman or a court' },
  'agree-action': { text: 'Agree what is done', asks: 'What the body does' },
  'check-action': { text: 'Check what was done', asks: 'What changed' },
  close: { text: 'Close it', asks: 'What remains to be said' },
};
