import type { VersionState } from './version-states.js';

/** What can be recorded next of a version: the end of its address, and the words that lead there. */
interface NextStep {
  readonly path: string;
  readonly text: string;
}

const ABANDON = { path: 'abandon', text: 'Stop work on it' };

export const NEXT_STEPS: Readonly<Record<VersionState, readonly NextStep[]>> = {
  draft: [
    { path: 'approve', text: 'Record that the group approved it for consultation' },
    { path: 'earlier-adoption', text: 'Record that it was adopted before these records were kept' },
    ABANDON,
  ],
  'approved-for-consultation': [{ path: 'consult', text: 'Put it out for consultation' }, ABANDON],
  consulting: [ABANDON],
  analysing: [{ path: 'final-draft', text: 'Make the final draft' }, ABANDON],
  'final-draft': [{ path: 'present', text: 'Record to whom it is presented' }, ABANDON],
  presented: [{ path: 'adopt', text: 'Record its adoption' }, { path: 'return', text: 'Record that it was returned' }, ABANDON],
  returned: [{ path: 'final-draft', text: 'Make the final draft again' }, ABANDON],
  abandoned: [],
  adopted: [],
  'in-force': [],
  superseded: [],
};
