import type { SampleCompact } from '../compact-loader.js';

const RESPECT = {
  key: 'respect',
  number: '1.1',
  heading: 'Independence',
  text: 'Organisations are free to campaign and to criticise, whoever funds them.',
};

/** Written for the demonstration. It promises notice without saying how much, and says nothing of where meetings are. */
export const compact: SampleCompact = {
  documents: [
    {
      kind: 'compact',
      title: 'Westminster Compact (sample)',
      versions: [
        {
          label: '2004',
          clauses: [
            RESPECT,
            { key: 'consultation', number: '3', text: 'Public bodies consult before they decide, and leave enough time for an answer.' },
            { key: 'notice', number: '6', text: 'Funding is not ended without reasonable notice.' },
          ],
          adoption: { adoptedBy: 'Westminster Partnership (sample)', adoptedOn: '2004', inForceFrom: '2004' },
          takenBack: {
            adoption: { adoptedBy: 'Westminster Partnership (sample)', adoptedOn: '2014', inForceFrom: '2014' },
            because: { reason: 'It was of 2004. The year was typed wrongly. (sample)' },
          },
        },
        {
          label: '2012',
          clauses: [
            RESPECT,
            {
              key: 'consultation',
              number: '3.1',
              heading: 'Time to answer',
              text: 'A formal consultation is open for twelve weeks. Where it is shorter, the reason is published on the day it opens.',
            },
            {
              key: 'reply',
              number: '3.2',
              heading: 'Reply',
              text: 'Who asks tells those who answered what was done with their answers, and why some were not followed.',
              origin: 'partial',
              originNote: 'No time was agreed',
            },
            { key: 'payment', number: '5.1', heading: 'Payment', text: 'Valid invoices are paid within 30 days.' },
            {
              key: 'notice',
              number: '6.1',
              heading: 'Changes of funding',
              text: 'Organisations have reasonable notice in writing before funding is cut or ended, and are told why.',
              originNote: 'Compact 2004, 6',
            },
            {
              key: 'agenda',
              number: '7.1',
              heading: 'Meetings',
              text: 'Agendas of joint meetings are published one week before, and papers have eight pages at most.',
            },
            {
              key: 'dispute',
              number: '9',
              text: 'Who leads when the two sides do not agree is still to be said.',
              origin: 'open-question',
              originNote: 'Who?',
            },
          ],
          adoption: {
            adoptedBy: 'Westminster Partnership (sample)',
            adoptedOn: '2012-09',
            inForceFrom: '2012-10-01',
            reviewDueOn: '2027-10-01',
          },
        },
      ],
    },
    {
      kind: 'code',
      title: 'Code of practice on funding (sample)',
      versions: [
        {
          label: '2013',
          clauses: [
            { key: 'years', number: '1', text: 'Core grants are made for three years where the budget allows it.' },
            { key: 'reasons', number: '2', text: 'Who is not funded is told why within four weeks.' },
          ],
          adoption: { adoptedBy: 'Compact Implementation Group (sample)', adoptedOn: '2013', inForceFrom: '2013-04-01' },
        },
      ],
    },
  ],
  standings: [],
  checkIns: [],
};
