import { ADVICE, BEFRIENDING } from '../organisations.js';
import type { SampleSignatory } from '../signatory-loader.js';

/** After years in which nobody worked by it, some have still to sign the Compact of 2025. */
export const signatories: readonly SampleSignatory[] = [
  {
    body: { name: 'Hammersmith public body (sample)', side: 'council' },
    signed: { version: '2008', signedOn: '2008-04-23', signedAs: 'Leader' },
    confirmedOn: '2008-05-14',
    reaffirmed: { version: '2025', signedOn: '2025-04-02', signedAs: 'Chief executive' },
  },
  {
    body: { name: 'Three Boroughs Befriending Service (sample)', identifier: BEFRIENDING, side: 'sector' },
    signed: { version: '2008', signedOn: '2008-06-11', signedAs: 'Chair of the trustees' },
    confirmedOn: '2008-07-09',
  },
  {
    body: { name: 'The Lantern Advice Centre (sample)', identifier: ADVICE, side: 'sector' },
    signed: { version: '2025', signedOn: '2025-05-07', signedAs: 'Director' },
    confirmedOn: '2025-06-04',
  },
  {
    body: { name: 'Fire authority (sample)', side: 'council' },
    signed: { version: '2008', signedOn: '2008-09-17', signedAs: 'Borough commander' },
    confirmedOn: '2008-10-08',
    withdrawnOn: '2018-01-31',
  },
];
