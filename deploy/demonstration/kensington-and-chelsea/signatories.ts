import { CARERS, LUNCH } from '../organisations.js';
import type { SampleSignatory } from '../signatory-loader.js';

/** One signed anew in 2012, one did not and has lapsed, one pledged and waits for the group, one left. */
export const signatories: readonly SampleSignatory[] = [
  {
    body: { name: 'Kensington public body (sample)', side: 'council' },
    signed: { version: '2012', signedOn: '2012-05-16', signedAs: 'Chief executive' },
    confirmedOn: '2012-06-13',
  },
  {
    body: { name: 'Bridge Street Carers (sample)', identifier: CARERS, side: 'sector' },
    signed: { version: 'First', signedOn: '2006-09-20', signedAs: 'Chair of the trustees' },
    confirmedOn: '2006-10-11',
    reaffirmed: { version: '2012', signedOn: '2012-07-04', signedAs: 'Chief officer' },
  },
  {
    body: { name: 'Thursday Lunch Club (sample)', identifier: LUNCH, side: 'sector' },
    signed: { version: 'First', signedOn: '2007-01-24', signedAs: 'Secretary' },
    confirmedOn: '2007-02-14',
  },
  {
    body: { name: 'Health body (sample)', side: 'council' },
    signed: { version: 'First', signedOn: '2006-04-05', signedAs: 'Director of public health' },
    confirmedOn: '2006-05-10',
    withdrawnOn: '2011-03-31',
  },
  {
    body: { name: 'Housing association (sample)', side: 'council', invitedOn: '2025-10-01' },
    signed: { version: '2012', signedOn: '2026-01-21', signedAs: 'Head of neighbourhoods' },
  },
];
