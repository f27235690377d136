import { addDays, addMonths } from '#clock';
import type { SampleGrant } from '../content.js';
import { ADVICE, BEFRIENDING } from '../organisations.js';
import { HOMES } from './grants.js';

const number = (reference: string): string => `360G-westminster-sample-${reference}`;

/** Grants that are running, ending or under a conditional letter on whatever day the demonstration is loaded. */
export const runningGrants = (today: string): readonly SampleGrant[] => [
  {
    identifier: number('conditional-letter'),
    title: 'Welfare advice in clinics (sample)',
    description: 'An adviser in two clinics. A letter says that the grant may end, subject to the budget; that begins no notice.',
    organisation: ADVICE,
    programme: 'WM-CS',
    amountAwardedPence: 48_000_00,
    awardedOn: addMonths(today, -13),
    startsOn: addMonths(today, -12),
    durationMonths: 24,
    paidInAdvance: 'part',
    openCall: true,
    acts: [
      {
        act: 'warned early',
        command: {
          warnedOf: 'ending',
          expectedOn: addMonths(today, 5),
          toldInWritingOn: addDays(today, -20),
          receivedOn: addDays(today, -18),
          madePublicOn: addDays(today, -10),
          reason: 'The letter says “subject to the budget”: it is conditional, and no notice has begun (sample).',
        },
      },
    ],
  },
  {
    identifier: number('ending-not-public'),
    title: 'Furniture for first homes (sample)',
    description: 'Used furniture for people who leave a hostel. Its ending is decided, was told and is not public yet.',
    organisation: HOMES,
    programme: 'WM-HA',
    amountAwardedPence: 26_000_00,
    awardedOn: addMonths(today, -7),
    startsOn: addMonths(today, -6),
    endsOn: addDays(addMonths(today, 18), -1),
    paidInAdvance: 'no',
    acts: [
      {
        act: 'ended',
        command: {
          amountPence: 14_000_00,
          effectiveOn: addMonths(today, 6),
          toldInWritingOn: addDays(today, -9),
          receivedOn: addDays(today, -7),
          reason: 'A charity shop takes the work over. The decision is published with the next committee’s papers (sample).',
        },
      },
    ],
  },
  {
    identifier: number('ending'),
    title: 'Telephone calls every morning (sample)',
    description: 'A call every morning to people who live alone. Ends within three months.',
    organisation: BEFRIENDING,
    programme: 'WM-OC',
    amountAwardedPence: 11_400_00,
    awardedOn: addMonths(today, -12),
    startsOn: addMonths(today, -11),
    endsOn: addDays(addMonths(today, 1), -1),
    paidInAdvance: 'yes',
  },
];
