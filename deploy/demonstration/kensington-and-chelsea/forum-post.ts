import { firm, type SampleGrant } from '../content.js';
import { SOCIAL_COUNCIL } from './grants.js';

const FROM_THE_DOCUMENT =
  'From the request to the Kensington and Chelsea Partnership Steering Group of 14 January 2009: the post coordinates the Voluntary ' +
  'Organisations Forums, 12 meetings a year; attendance has improved by 25%, about 35 groups come to the main forum and 25 to the ' +
  'sub-forums, 95 groups come regularly; 14 representatives to BVOAG and 5 to the Partnership were elected and supported.';

/**
 * The one real case. From the document: who asked, for what, £42,000 a year for 2009/10, nearly two years of funding from the first Local
 * Area Agreement's reward grant, and the day on which the request was heard. What was decided is not in it.
 */
export const forumPost: readonly SampleGrant[] = [
  {
    identifier: '360G-kensington-and-chelsea-forum-post-2007',
    title: 'Partnership and Forum Support Officer, the years before 2009/10',
    description:
      `${FROM_THE_DOCUMENT} The post had been funded for almost two years from LAA1 Performance Reward Grant. ` +
      'Sample, since the document does not say: the department that paid, the day of this award, its first and last day, and ' +
      'that each year paid as much as was asked for 2009/10.',
    organisation: SOCIAL_COUNCIL,
    programme: 'LAA1',
    awardedOn: '2007-04-02',
    startsOn: '2007-04-02',
    endsOn: '2009-03-31',
    years: firm(2007, 42_000_00, 42_000_00),
  },
  {
    identifier: '360G-kensington-and-chelsea-forum-post-2009',
    title: 'Partnership and Forum Support Officer, 2009/10 (outcome is sample)',
    description:
      `${FROM_THE_DOCUMENT} Kensington and Chelsea Social Council asked for £42,000 a year to go on in 2009/10. ` +
      'The request was heard 77 days before 1 April 2009, when a refusal could no longer give three months’ notice. ' +
      'Sample, since the document does not say what came of it: that it was granted, in full, for one year, on the day it ' +
      'was heard, and by which department.',
    organisation: SOCIAL_COUNCIL,
    programme: 'LAA1',
    amountAppliedForPence: 42_000_00,
    awardedOn: '2009-01-14',
    startsOn: '2009-04-01',
    endsOn: '2010-03-31',
    years: firm(2009, 42_000_00),
  },
];
