import type { ActsInWords } from '../history/record-history.service.js';

/** What is done to a proposal, in words. None of it is public. */
export const PROPOSAL_ACTS: ActsInWords = {
  proposed: { says: () => 'Proposed it' },
  confirmed: { says: () => 'Confirmed it, and it was done' },
  refused: { says: () => 'Refused it' },
  withdrawn: { says: () => 'Withdrew it' },
  erased: { says: () => 'Erased a part of the history' },
};
