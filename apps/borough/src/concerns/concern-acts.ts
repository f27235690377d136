import type { ActsInWords } from '../history/record-history.service.js';
import { CONCERN_STEPS, STEP_WORDS } from './concern-states.js';

/**
 * What is done to a concern, in words, for those who handle it. What whoever raised it does stands in no history: a line says in which
 * role, and for whom, somebody acted.
 */
export const CONCERN_ACTS: ActsInWords = {
  ...Object.fromEntries(CONCERN_STEPS.map((step) => [step, { says: () => STEP_WORDS[step].text }])),
  'interest declared': { says: () => 'Declared an interest' },
  'champion joined': { says: () => 'Took part as a champion' },
  'account given': { says: () => 'Gave the account of the body' },
  'document added': { says: () => 'Added a document' },
  'outcome agreed': { says: () => 'Agreed the outcome, which the other chair had proposed' },
  'learning written': { says: () => 'Wrote what was learnt' },
  'learning replied to': { says: () => 'Replied to what was learnt' },
  'learning published': { says: () => 'Published what was learnt, as the other chair had proposed' },
  'learning withdrawn': { says: () => 'Withdrew what was published' },
  erased: { says: () => 'Erased a part of the history' },
};
