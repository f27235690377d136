import { addDays } from '#clock';
import type { SampleBrokering } from '../brokering-loader.js';

/** One that was settled, and one in which nobody took a step for long. */
export const brokering = (today: string): readonly SampleBrokering[] => [
  {
    opened: {
      organisation: 'Thursday Lunch Club (sample)',
      publicBody: 'Communities',
      about: 'A form of forty pages, and three years of audited accounts, for a grant of £500. (sample)',
      openedOn: addDays(today, -75),
    },
    steps: [{ text: 'Both sat down over the form, page by page. (sample)', on: addDays(today, -60) }],
    closed: {
      outcome: 'settled',
      text: 'The club applies on the new form. (sample)',
      proportionate: 'Below £1,000 two pages are enough, and no accounts are asked for. (sample)',
    },
  },
  {
    opened: {
      organisation: 'A carers’ group that is not in the register (sample)',
      publicBody: 'The integrated care board',
      about: 'Nobody says whom to ask about a room at the health centre. (sample)',
      openedOn: addDays(today, -50),
    },
    steps: [{ text: 'The board’s partnership office was written to. (sample)', on: addDays(today, -43) }],
  },
];
