import { addDays, addMonths } from '#clock';
import type { SampleGrant } from '../content.js';
import { ADVICE, LUNCH } from '../organisations.js';
import { JOBS } from './grants.js';

const number = (reference: string): string => `360G-hammersmith-and-fulham-sample-${reference}`;

/** Grants that are running, ending early or about to start on whatever day the demonstration is loaded. */
export const runningGrants = (today: string): readonly SampleGrant[] => [
  {
    identifier: number('ending-early'),
    title: 'Interview clothes (sample)',
    description: 'Clothes to borrow for an interview. It ends early, and notice of more than three months was given.',
    organisation: JOBS,
    programme: 'HF-SJ',
    amountAwardedPence: 15_000_00,
    awardedOn: addMonths(today, -14),
    startsOn: addMonths(today, -13),
    durationMonths: 24,
    paidInAdvance: 'yes',
    acts: [
      {
        act: 'ended',
        command: {
          amountPence: 9_500_00,
          effectiveOn: addMonths(today, 2),
          toldInWritingOn: addDays(addMonths(today, -2), -3),
          receivedOn: addDays(addMonths(today, -2), -1),
          reason: 'The landlord needs the shop back, and no other was found (sample).',
        },
      },
      { act: 'change made public', command: { madePublicOn: addDays(addMonths(today, -2), 5) } },
    ],
  },
  {
    identifier: number('planned'),
    title: 'Lunch at the new hall (sample)',
    description: 'Lunch once a week in a hall that opens in two months.',
    organisation: LUNCH,
    programme: 'HF-OO',
    amountAwardedPence: 2_800_00,
    awardedOn: addDays(today, -15),
    startsOn: addMonths(today, 2),
    endsOn: addDays(addMonths(today, 12), -1),
    paidInAdvance: 'no',
    openCall: true,
  },
  {
    identifier: number('running'),
    title: 'Main grant for advice (sample)',
    description: 'Advice on benefits and debts on four days a week, promised for three years.',
    organisation: ADVICE,
    programme: 'HF-MG',
    amountAwardedPence: 135_000_00,
    awardedOn: addMonths(today, -19),
    startsOn: addMonths(today, -18),
    durationMonths: 36,
    paidInAdvance: 'yes',
    openCall: true,
  },
];
