import { addMonths } from '#clock';
import type { SampleCompact } from '../compact-loader.js';

/** Written for the demonstration: weaker promises at first, then for some years none in force, then stronger ones. */
export const compact = (today: string): SampleCompact => ({
  documents: [
    {
      kind: 'compact',
      title: 'Hammersmith and Fulham Compact (sample)',
      versions: [
        {
          label: '2008',
          clauses: [
            { key: 'consultation', number: '2', text: 'Consultations are open for eight weeks.' },
            { key: 'notice', number: '5', text: 'Six weeks before a grant ends, the organisation is told in writing.' },
          ],
          adoption: { adoptedBy: 'Borough partnership (sample)', adoptedOn: '2008', inForceFrom: '2008-04-01', reviewDueOn: '2011-04-01' },
        },
        {
          label: '2025',
          clauses: [
            {
              key: 'consultation',
              number: '2.1',
              heading: 'Consultation',
              text: 'Consultations are open for eight weeks, and longer where both sides ask for it.',
              originNote: 'Compact 2008, 2',
            },
            {
              key: 'notice',
              number: '5.1',
              heading: 'Notice',
              text: 'Six months before a grant ends or is cut, the organisation is told in writing, with the reason.',
              originNote: 'Compact 2008, 5',
            },
            { key: 'payment', number: '5.2', heading: 'Payment', text: 'Invoices of voluntary organisations are paid within ten days.' },
            { key: 'years', number: '5.3', heading: 'Several years', text: 'Core grants are firm for three years.' },
            { key: 'votes', number: '6.1', heading: 'Votes', text: 'A third of the votes in each joint body are of the voluntary sector.' },
            { key: 'meetings', number: '6.2', heading: 'The group', text: 'The Compact Implementation Group meets six times a year.' },
            { key: 'review', number: '7', heading: 'Review', text: 'Both sides look at the Compact again every three years.' },
          ],
          adoption: {
            adoptedBy: 'Borough partnership (sample)',
            adoptedOn: '2025-03-11',
            inForceFrom: '2025-04-01',
            reviewDueOn: '2028-04-01',
          },
        },
      ],
    },
  ],
  standings: [
    {
      standing: 'inactive',
      from: '2019-04-01',
      reason: 'The group had not met for two years, and nobody worked by the Compact any more. (sample)',
    },
  ],
  checkIns: [
    { kind: 'agreed', day: '2025-04-01', note: 'With the new Compact, 7. (sample)' },
    { kind: 'held', day: addMonths(today, -10), note: 'Notice is kept; replies to consultations come late. (sample)' },
  ],
});
