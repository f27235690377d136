import type { SampleCompact } from '../compact-loader.js';

const PARTNERSHIP = 'Kensington and Chelsea Partnership';

/**
 * Written for the demonstration; that a Compact was adopted before May 2005 and made shorter later is from a document of 2012. It
 * promises what the network measures, in calendar months and weeks.
 */
export const compact: SampleCompact = {
  documents: [
    {
      kind: 'compact',
      title: 'Kensington and Chelsea Compact (sample text)',
      versions: [
        {
          label: 'First',
          clauses: [
            { key: 'respect', number: '1', text: 'The sectors respect each other’s independence, and say openly where they do not agree.' },
            {
              key: 'notice',
              number: '4',
              text:
                'Whenever it is at all possible, and having regard to the circumstances in which public bodies ' +
                'find themselves from time to time, organisations which receive financial support shall be ' +
                'informed three months before such support is withdrawn.',
            },
            { key: 'faith', number: '8', text: 'Faith groups are partners like others.' },
          ],
          adoption: { adoptedBy: PARTNERSHIP, adoptedOn: 'before 2005-05', inForceFrom: 'before 2005-05' },
        },
        {
          label: '2012',
          clauses: [
            {
              key: 'respect',
              number: '1.1',
              heading: 'Independence',
              text: 'We respect each other’s independence. We say openly where we disagree.',
            },
            {
              key: 'consultation',
              number: '3.1',
              heading: 'Consultation',
              text:
                'We consult for twelve weeks, or say at the start why not. We reply within twelve weeks of the ' +
                'end, also to what we do not follow.',
              originNote: 'National Compact 2010, 2.4 and 2.5',
            },
            {
              key: 'notice',
              number: '4.2',
              heading: 'Notice',
              text: 'Before funding ends or is cut, the organisation has three months’ notice in writing, with the reason.',
              originNote: 'First version, 4; national Compact 2010, 4.4',
            },
            {
              key: 'impact',
              number: '4.3',
              heading: 'Effects',
              text: 'We assess what a cut does to people before we decide it.',
              originNote: 'National Compact 2010, 4.2',
            },
            {
              key: 'meetings',
              number: '6.1',
              heading: 'Meetings',
              text: 'Agendas are out a week before. At least half of the year’s meetings are away from the town hall.',
              originNote: 'Action plan 2003/04',
            },
            { key: 'seats', number: '6.2', heading: 'Seats', text: 'Each sub-group has at least two members of the voluntary sector.' },
            {
              key: 'difficulty',
              number: '7',
              heading: 'Difficulty',
              text: 'An organisation in difficulty is heard before anything is decided about it.',
            },
            { key: 'review', number: '8', heading: 'Review', text: 'We look at the Compact again when one of the two sides asks for it.' },
          ],
          adoption: {
            adoptedBy: 'Voluntary organisations advisory group (sample)',
            adoptedOn: '2012-04',
            inForceFrom: '2012-05-01',
            reviewDueOn: '2026-05-01',
          },
        },
        {
          label: '2027 draft',
          clauses: [
            {
              key: 'respect',
              number: '1.1',
              heading: 'Independence',
              text: 'We respect each other’s independence. We say openly where we disagree.',
            },
            {
              key: 'consultation',
              number: '3.1',
              heading: 'Consultation',
              text: 'We consult for twelve weeks, and two more over August or the turn of the year, or say at the start why not.',
            },
            {
              key: 'notice',
              number: '4.2',
              heading: 'Notice',
              text:
                'Before funding ends or is cut, the organisation and those who use its services have three ' +
                'months’ notice in writing, with the reason.',
              origin: 'partial',
              originNote: 'Who tells those who use the services?',
            },
            {
              key: 'impact',
              number: '4.3',
              heading: 'Effects',
              text: 'We assess what a cut does to people before we decide it, and publish that.',
            },
            {
              key: 'meetings',
              number: '6.1',
              heading: 'Meetings',
              text: 'Agendas are out a week before. At least half of the year’s meetings are away from the town hall.',
            },
            { key: 'seats', number: '6.2', heading: 'Seats', text: 'Each sub-group has at least two members of the voluntary sector.' },
            {
              key: 'review',
              number: '8',
              heading: 'Review',
              text: 'We look at the Compact again every three years, and when one of the two sides asks for it.',
            },
          ],
        },
      ],
    },
  ],
  standings: [
    {
      standing: 'under-review',
      from: '2026-05-01',
      reviewDueOn: '2027-05-01',
      reason: 'The review is due, and both chairs want the promise of notice to hold for people who use services, too. (sample)',
    },
  ],
  checkIns: [],
};
