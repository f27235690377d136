import type { ActsInWords } from '../history/record-history.service.js';
import type { EntryState, Outcome, StepKind } from './brokering-outcomes.js';

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  settled: 'Settled',
  'partly-settled': 'Partly settled',
  'not-settled': 'Not settled',
  'became-a-concern': 'Became a concern',
  'passed-on': 'Passed on to somebody else',
};

export const STATE_TAGS: Readonly<Record<EntryState, { readonly text: string; readonly classes: string }>> = {
  open: { text: 'Open', classes: 'govuk-tag--yellow' },
  closed: { text: 'Closed', classes: 'govuk-tag--grey' },
};

export const STEP_WORDS: Readonly<Record<StepKind, string>> = { step: 'Step', closed: 'Closed', 'opened-again': 'Opened again' };

const whyElsewhere = 'Above, for those alone who read the entry';

/** What is done about an entry, in words. History has that it was done; what it says stands in the entry alone. */
export const BROKERING_ACTS: ActsInWords = {
  'brokering opened': { says: () => 'Opened the entry', isCase: true, whyElsewhere },
  'brokering step added': { says: () => 'Added a step', isCase: true, whyElsewhere },
  'brokering closed': { says: () => 'Closed the entry', isCase: true, whyElsewhere },
  'brokering opened again': { says: () => 'Opened the entry again', isCase: true, whyElsewhere },
  erased: { says: () => 'Erased a part of the history' },
};
