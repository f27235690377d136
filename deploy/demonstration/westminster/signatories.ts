import { ADVICE, YOUTH } from '../organisations.js';
import type { SampleSignatory } from '../signatory-loader.js';

/** A public body that left, one that never signed, and an organisation that has to say whether it goes on. */
export const signatories: readonly SampleSignatory[] = [
  {
    body: { name: 'Westminster public body (sample)', side: 'council' },
    signed: { version: '2004', signedOn: '2004-11-03', signedAs: 'Leader' },
    confirmedOn: '2004-12-01',
    reaffirmed: { version: '2012', signedOn: '2012-10-09', signedAs: 'Leader' },
  },
  {
    body: { name: 'Canalside Youth (sample)', identifier: YOUTH, side: 'sector' },
    signed: { version: '2012', signedOn: '2012-11-14', signedAs: 'Chair of the trustees' },
    confirmedOn: '2012-12-05',
  },
  {
    body: { name: 'Lantern Advice Centre (sample)', identifier: ADVICE, side: 'sector' },
    signed: { version: '2004', signedOn: '2005-02-16', signedAs: 'Director' },
    confirmedOn: '2005-03-02',
  },
  {
    body: { name: 'Transport authority (sample)', side: 'council' },
    signed: { version: '2012', signedOn: '2012-10-30', signedAs: 'Head of community relations' },
    confirmedOn: '2012-12-05',
    withdrawnOn: '2019-03-31',
  },
  { body: { name: 'Trust for the parks (sample)', side: 'sector', invitedOn: '2026-02-03' } },
];
