import type { CompactVersionView } from './compacts.queries.js';
import type { VersionState } from './version-states.js';

/** What can be recorded next of a version: the end of its address, and the words that lead there. */
interface NextStep {
  readonly path: string;
  readonly text: string;
}

const ABANDON = { path: 'abandon', text: 'Stop work on it' };
/** For the chairs alone. */
const WITHDRAW = { path: 'withdraw-adoption', text: 'Propose to take back its adoption' };

const NEXT_STEPS: Readonly<Record<VersionState, readonly NextStep[]>> = {
  draft: [
    { path: 'approve', text: 'Record that the group approved it for consultation' },
    { path: 'earlier-adoption', text: 'Record that it was adopted before these records were kept' },
    ABANDON,
  ],
  'approved-for-consultation': [ABANDON],
  consulting: [],
  analysing: [{ path: 'final-draft', text: 'Make the final draft' }, ABANDON],
  'final-draft': [{ path: 'present', text: 'Record to whom it is presented' }, ABANDON],
  presented: [{ path: 'adopt', text: 'Record its adoption' }, { path: 'return', text: 'Record that it was returned' }, ABANDON],
  returned: [{ path: 'final-draft', text: 'Make the final draft again' }, ABANDON],
  abandoned: [],
  adopted: [WITHDRAW],
  'in-force': [WITHDRAW],
  superseded: [WITHDRAW],
};

/**
 * The links to what can be recorded next of a version. People are asked about it by a consultation of its own: once one is announced, the
 * version goes on from there.
 */
export function nextStepsOf(
  { id, state, consultationId }: Pick<CompactVersionView, 'id' | 'state' | 'consultationId'>,
  { chairs }: { readonly chairs: boolean },
) {
  const open = NEXT_STEPS[state].filter((step) => chairs || step !== WITHDRAW);
  const steps = open.map(({ path, text }) => ({ href: `/compact/versions/${id}/${path}`, text }));
  if (state !== 'approved-for-consultation') return steps;
  return consultationId ? [] : [{ href: `/consultations/begin?version=${id}`, text: 'Ask people about it' }, ...steps];
}
