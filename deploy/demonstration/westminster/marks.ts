import type { SampleRound } from '../mark-loader.js';

/** A round that both sides finished and replied to: alike, apart, and left out by one of them. */
export const round: SampleRound = {
  marks: {
    council: {
      'N-23': {
        mark: 3,
        comment: 'Every paper of the year carries both names. (sample)',
        evidence: 'document-given',
        words: 'Agreed by both chairs. (sample)',
        link: 'https://www.westminster.example/compact/papers-of-the-year',
        page: '1',
      },
      'N-24': { mark: 2, evidence: 'statement-only', words: 'Five of seven directorates have named one. (sample)' },
      'N-26': {
        mark: 3,
        comment: 'Options for the day centres were drawn up with those who run them. (sample)',
        evidence: 'document-given',
        words: 'The options were written by eight providers and two officers. (sample)',
        link: 'https://www.westminster.example/compact/day-centres',
        page: '4',
      },
      'N-28': { mark: 1, comment: 'Three forms for all sums; a shorter one is being tried. (sample)', evidence: 'none' },
      'N-29': { mark: 2, evidence: 'none' },
    },
    sector: {
      'N-23': { mark: 3, evidence: 'statement-only', words: 'The vice-chair of the group says the same. (sample)' },
      'N-24': { mark: 2, comment: 'Those there are know their way about. (sample)', evidence: 'none' },
      'N-25': { mark: 1, comment: 'Two organisations asked not to be named in our answer. (sample)', evidence: 'none' },
      'N-26': {
        mark: 1,
        comment: 'That was one of five changes this year. Of the others we read in the papers. (sample)',
        evidence: 'statement-only',
        words: 'Said at the forum in March by three organisations. (sample)',
      },
      'N-28': { mark: 1, evidence: 'none' },
    },
  },
  replies: {
    council: { kind: 'context', text: 'Two of the five changes were decided by another authority. (sample)' },
    sector: { kind: 'agree' },
  },
};
