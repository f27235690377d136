import { addMonths, dateInWords } from '#clock';
import { CATALOGUES } from '#commitments';
import { plural } from '#pages';
import { CAUSE_WORDS, KIND_WORDS, OUTCOME_WORDS, WAY_WORDS } from './concern-kinds.js';
import { type ConcernClocks, type ConcernState, STATE_WORDS, STEP_WORDS, stepsAfter } from './concern-states.js';
import type { AccountView, CauseCountView, ConcernInFull, ConcernView, FundingChangeView, PublishedLearningView } from './concern.views.js';
import type { RaiseConcern } from './concerns.commands.js';

/** The Ombudsman looks at what came to be known within twelve months. */
const OMBUDSMAN_MONTHS = 12;
/** A court may be asked promptly, and at latest in so many months. */
const COURT_MONTHS = 3;

interface Line {
  readonly text: string;
  readonly value: string;
}

const line = (text: string, value: string | null | undefined): Line[] => (value ? [{ text, value }] : []);

export function commitmentInWords(commitmentId: string | null | undefined): string | null {
  const found = CATALOGUES.flatMap(({ commitments }) => commitments).find(({ id }) => id === commitmentId);
  return found ? `${found.id} ${found.title}` : null;
}

/** “Late by 2 working days” under what is late; else what is to be done. */
const clockCell = ({ clock }: ConcernView) =>
  clock ? { text: clock.inWords, hint: `${clock.says}, by ${dateInWords(clock.dueOn)}` } : { text: 'None runs' };

export const CONCERN_COLUMNS = [
  { text: 'Reference', isWhole: true },
  { text: 'Raised', isWhole: true },
  { text: 'How' },
  { text: 'With whom, about what' },
  { text: 'Stage' },
  { text: 'Clock' },
  { text: 'Outcome' },
];

export function concernCells(view: ConcernView) {
  const { reference, way, kind, respondent, raisedOn, state, commitmentId, clause, outcome, fundingChanged } = view;
  return [
    { text: reference, href: `/concerns/${reference}` },
    {
      text: raisedOn ? dateInWords(raisedOn) : 'Waits for two more',
      ...(fundingChanged && { tag: { text: 'Funding changed', classes: 'govuk-tag--red' } }),
    },
    { text: WAY_WORDS[way].text },
    { text: respondent, hint: [KIND_WORDS[kind], commitmentInWords(commitmentId), clause].filter(Boolean).join('. ') },
    { text: '', tag: STATE_WORDS[state] },
    clockCell(view),
    { text: outcome ? OUTCOME_WORDS[outcome] : 'None yet' },
  ];
}

/** What is known of a concern, line by line. */
export function factsOf(view: ConcernInFull): Line[] {
  const { respondent, kind, raisedOn, way, raisedBy, clock, interests, outcomeAgreedOn, found, action } = view;
  return [
    { text: 'With', value: respondent },
    { text: 'What happened', value: KIND_WORDS[kind] },
    { text: 'Raised', value: raisedOn ? dateInWords(raisedOn) : 'It waits until three organisations raised the same with the same body' },
    { text: 'How', value: WAY_WORDS[way].text },
    { text: 'By', value: raisedBy?.join(', ') ?? 'Your role is not told. See below who is' },
    ...line('Next', clock && `${clock.says}, by ${dateInWords(clock.dueOn)}`),
    ...line('Clock', clock?.inWords),
    ...line('Interest declared by', interests.map((side) => `the chair of the ${side} side`).join(' and ')),
    ...(found ? [{ text: 'Outcome', value: `${OUTCOME_WORDS[found.outcome]}, agreed on ${dateInWords(outcomeAgreedOn ?? '')}` }] : []),
    ...line('Cause', found && CAUSE_WORDS[found.cause]),
    ...line('Finding', found?.finding),
    ...(found?.recommendations ?? []).map(({ text, dueOn }) => ({ text: `Recommended, by ${dateInWords(dueOn)}`, value: text })),
    ...(action ? [{ text: `Agreed, by ${dateInWords(action.dueOn)}`, value: action.text }] : []),
  ];
}

export const accountLines = ({ happenedOn, facts, clause, commitmentId, remedy, tried }: AccountView): Line[] => [
  { text: 'When', value: dateInWords(happenedOn) },
  { text: 'What happened', value: facts },
  ...line('Clause of the Compact', clause),
  ...line('Commitment', commitmentInWords(commitmentId)),
  { text: 'What would put it right', value: remedy },
  ...line('What was tried', tried),
];

export const timelineOf = ({ raisedOn, steps, outcomeAgreedOn }: ConcernInFull) =>
  [
    ...(raisedOn ? [{ on: raisedOn, title: 'Raised', text: '' }] : []),
    ...steps.map(({ step, on, words }) => ({ on, title: STEP_WORDS[step].text, text: words })),
    ...(outcomeAgreedOn ? [{ on: outcomeAgreedOn, title: 'Both chairs agreed the outcome', text: '' }] : []),
  ]
    .toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
    .map(({ on, ...item }) => ({ ...item, at: dateInWords(on) }));

/** The steps that can follow now. */
export const stepChoices = (state: ConcernState, isAcknowledged: boolean) =>
  stepsAfter(state)
    .filter((step) => !(step === 'acknowledge' && isAcknowledged))
    .map((value) => ({ value, text: STEP_WORDS[value].text, hint: { text: STEP_WORDS[value].asks } }));

/** What both co-chairs are told of the funding of who raised it: which grant, and how it changed, where they may know who that is. */
export const fundingLines = (changes: readonly FundingChangeView[]): { text: string; hint: string; href: string | null }[] =>
  changes.map(({ grantId, grantTitle, kind, recordedOn, effectiveOn }) =>
    grantTitle && kind && recordedOn && effectiveOn
      ? {
          text: grantTitle,
          hint: `${sentenceOf(kind)}, recorded on ${dateInWords(recordedOn)}, from ${dateInWords(effectiveOn)}.`,
          href: `/grants/${grantId}`,
        }
      : { text: 'Which grant it is, and when it changed, is not said: it would tell who raised this.', hint: '', href: null },
  );

const sentenceOf = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('-', ' ');

/** What was written, to be checked before it is sent. */
export function raisedLines(said: RaiseConcern, respondent: string): Line[] {
  return [
    ...line('For', said.organisation),
    { text: 'With', value: respondent },
    { text: 'Kind', value: KIND_WORDS[said.kind] },
    ...accountLines({ ...said, clause: said.clause ?? null, commitmentId: said.commitmentId ?? null, tried: said.tried ?? null }),
    { text: 'How', value: WAY_WORDS[said.way].text },
    { text: 'Who sees who you are', value: WAY_WORDS[said.way].whoSees },
    { text: 'May be named in what is published', value: said.mayBeNamed ? 'Yes' : 'No' },
  ];
}

/** Days of others that whoever raised it may want to know. No advice. */
export const signpostsOf = (happenedOn: string): string[] => [
  `The Local Government and Social Care Ombudsman usually looks at a complaint within ${OMBUDSMAN_MONTHS} months: ` +
    `here, until ${dateInWords(addMonths(happenedOn, OMBUDSMAN_MONTHS))}, and once the body itself has answered.`,
  `A court reviews a decision only if it is asked promptly, and at the latest within ${COURT_MONTHS} months: ` +
    `here, by ${dateInWords(addMonths(happenedOn, COURT_MONTHS))}. Advice on that is not given here.`,
];

export const timesOf = (clocks: ConcernClocks): Line[] => [
  { text: 'It is acknowledged', value: `Within ${plural(clocks.acknowledge, 'working day')}` },
  { text: 'A co-chair decides whether it is admitted', value: `Within ${plural(clocks.admission, 'working day')}` },
  { text: 'Both sides talk', value: `${plural(clocks.directTalk, 'working day')}` },
  { text: 'One champion of each side helps', value: `${plural(clocks.champions, 'working day')}` },
  { text: 'A panel of the Compact Implementation Group hears it', value: `${plural(clocks.panel, 'working day')}` },
  { text: 'Mediation, where both agree to it', value: 'As agreed' },
  { text: 'What is agreed is done and checked', value: `Within ${plural(clocks.actionMonths, 'month')}` },
];

export const learningCells = ({ lesson, commitmentId, kind, cause, outcome, financialYear }: PublishedLearningView) => [
  { text: financialYear },
  { text: lesson, hint: commitmentInWords(commitmentId) ?? '' },
  { text: KIND_WORDS[kind] },
  { text: CAUSE_WORDS[cause] },
  { text: OUTCOME_WORDS[outcome] },
];

/** A row a cause, a column a half-year. */
export function causesTable(counts: readonly CauseCountView[]) {
  const halfYears = [...new Set(counts.map(({ halfYear }) => halfYear))];
  const rows = [...Map.groupBy(counts, ({ cause }) => cause)].map(([cause, found]) => [
    { text: CAUSE_WORDS[cause] },
    ...found.map(({ concerns }) => ({ text: concerns })),
  ]);
  return { columns: [{ text: 'Cause' }, ...halfYears.map((text) => ({ text }))], rows };
}
