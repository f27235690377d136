import type { SampleAlert } from '../alert-loader.js';

/** One that was noted, and nothing is left to do. */
export const alerts: readonly SampleAlert[] = [
  {
    given: {
      department: 'community-investment',
      kind: 'contact',
      what: 'Payments are asked about at one inbox from next month. (sample)',
      affected: 'Every organisation with a running grant. (sample)',
      sureness: 'decided',
      asks: 'Please pass it on at the forum. (sample)',
    },
    answered: { kind: 'noted', words: 'It is in the next bulletin. (sample)' },
  },
];
