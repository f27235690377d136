import { addDays, addMonths } from '#clock';
import type { SampleGrant } from '../content.js';
import { BEFRIENDING, CARERS } from '../organisations.js';

const number = (reference: string): string => `360G-kensington-and-chelsea-sample-${reference}`;

/** Grants that are about to start, end or be cut on whatever day the demonstration is loaded. */
export const runningGrants = (today: string): readonly SampleGrant[] => [
  {
    identifier: number('ending'),
    title: 'Winter warmth visits (sample)',
    description: 'Volunteers visit older people who live alone and check that their home is warm. Ends within three months.',
    organisation: BEFRIENDING,
    programme: 'KC-DO',
    amountAwardedPence: 9_600_00,
    awardedOn: addMonths(today, -11),
    startsOn: addMonths(today, -10),
    endsOn: addDays(addMonths(today, 2), -1),
    paidInAdvance: 'yes',
  },
  {
    identifier: number('planned'),
    title: 'Walks for people who care (sample)',
    description: 'A walk with company every week for people who look after a relative. Starts in two months.',
    organisation: CARERS,
    programme: 'KC-CG',
    amountAwardedPence: 4_200_00,
    awardedOn: addDays(today, -10),
    startsOn: addMonths(today, 2),
    endsOn: addDays(addMonths(today, 8), -1),
    paidInAdvance: 'yes',
    openCall: true,
  },
  {
    identifier: number('cut-not-public'),
    title: 'Home from hospital (sample)',
    description: 'Help in the first weeks after a stay in hospital. A cut of it has been decided and has not left the borough.',
    organisation: CARERS,
    programme: 'KC-DO',
    amountAwardedPence: 36_000_00,
    awardedOn: addMonths(today, -9),
    startsOn: addMonths(today, -8),
    durationMonths: 24,
    paidInAdvance: 'part',
    acts: [
      {
        act: 'reduced',
        command: {
          amountPence: 30_000_00,
          effectiveOn: addMonths(today, 4),
          toldInWritingOn: addDays(today, -3),
          reason: 'The programme is to cost a tenth less. The letter is sent; it is not known yet that it was received (sample).',
        },
      },
    ],
  },
];
