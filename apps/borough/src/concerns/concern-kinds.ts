import { CONCERN_CAUSES, CONCERN_KINDS, CONCERN_OUTCOMES, type ConcernCause, type ConcernKind, type ConcernOutcome } from '#contracts';

/** How a concern is raised: it says who may know who raised it. */
export const CONCERN_WAYS = ['named', 'co-chairs', 'cvs', 'group'] as const;
export type ConcernWay = (typeof CONCERN_WAYS)[number];

interface WayInWords {
  readonly text: string;
  readonly whoSees: string;
}

export const WAY_WORDS: Readonly<Record<ConcernWay, WayInWords>> = {
  named: {
    text: 'By name',
    whoSees: 'The body that it is about, both co-chairs, the secretary and the champions who help read who raised it.',
  },
  'co-chairs': { text: 'Known to both co-chairs alone', whoSees: 'Nobody but both co-chairs reads who raised it.' },
  cvs: {
    text: 'Through the body that supports the sector',
    whoSees: 'Its infrastructure officer reads who raised it. The council’s side never does, nor do the co-chairs.',
  },
  group: {
    text: 'As one of three or more',
    whoSees:
      'Nobody but the infrastructure officer sees that it is there before three organisations raised the same with the same body within ' +
      'twelve months. Then it is one concern. Who they are stays with that officer.',
  },
};

export const KIND_WORDS: Readonly<Record<ConcernKind, string>> = {
  'short-notice': 'Short notice of a change or an end',
  'no-consultation': 'No consultation, or too short a one',
  'late-payment': 'Late payment',
  'terms-changed': 'Terms were changed',
  'left-out': 'Left out of a meeting',
  other: 'Something else',
};

export const OUTCOME_WORDS: Readonly<Record<ConcernOutcome, string>> = {
  'put-right': 'Put right',
  'partly-put-right': 'Partly put right',
  'not-a-breach': 'Not a breach of the Compact',
  unresolved: 'Unresolved',
};

export const CAUSE_WORDS: Readonly<Record<ConcernCause, string>> = {
  'did-not-know': 'Did not know the Compact',
  'decided-too-late': 'The decision came too late',
  'budget-timetable': 'The timetable of the budget',
  'unclear-clause': 'An unclear clause',
  other: 'Another cause',
};

const choices = <Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, text: words[value] }));

export const KIND_CHOICES = choices(CONCERN_KINDS, KIND_WORDS);
export const OUTCOME_CHOICES = choices(CONCERN_OUTCOMES, OUTCOME_WORDS);
export const CAUSE_CHOICES = choices(CONCERN_CAUSES, CAUSE_WORDS);
export const WAY_CHOICES = CONCERN_WAYS.map((value) => ({
  value,
  text: WAY_WORDS[value].text,
  hint: { text: WAY_WORDS[value].whoSees },
}));
