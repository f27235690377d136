import type { SampleRound } from '../mark-loader.js';

/** The council is done, the voluntary sector is still marking: nobody reads the other’s marks yet. */
export const round: SampleRound = {
  marks: {
    council: {
      'N-23': { mark: 2, comment: 'The sector’s chair was ill for two meetings. (sample)', evidence: 'none' },
      'N-27': { mark: 1, evidence: 'statement-only', words: 'One concern this year, settled after nine months. (sample)' },
    },
    sector: { 'N-23': { mark: 3, evidence: 'none' } },
  },
  replies: null,
  doneAlone: 'council',
};
