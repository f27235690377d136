import type { SampleAlert } from '../alert-loader.js';

/** One that waits, one that the group wants to talk about, and one that was said otherwise after the answer. */
export const alerts: readonly SampleAlert[] = [
  {
    given: {
      department: 'adult-social-care',
      kind: 'who-runs-it',
      what: 'The day centres may be run by one provider instead of four. (sample)',
      affected: 'Four organisations and about 180 people who come each week. (sample)',
      sureness: 'thought-about',
      asks: 'Whom should we hear before we write the options? (sample)',
    },
  },
  {
    given: {
      department: 'housing',
      kind: 'premises',
      what: 'The community hall on the estate closes for repairs. (sample)',
      affected: 'A lunch club, a homework club and a choir. (sample)',
      fromOn: '2027-02-01',
      sureness: 'proposed',
      asks: 'Is there a room for them meanwhile? (sample)',
    },
    answered: { kind: 'no-concern', words: 'Two halls nearby have room on weekdays. (sample)' },
    isDecidedSince: true,
  },
];
