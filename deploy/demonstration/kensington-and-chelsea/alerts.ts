import { addDays } from '#clock';
import type { SampleAlert } from '../alert-loader.js';

/** One that the group wants to talk about, so that it is the department’s turn. */
export const alerts = (today: string): SampleAlert[] => [
  {
    given: {
      department: 'communities',
      kind: 'reorganisation',
      what: 'Grants of three departments are to be handled by one team. (sample)',
      affected: 'Every organisation with a running grant: whom to write to changes. (sample)',
      sureness: 'proposed',
      asks: 'How should people be told, and how early? (sample)',
    },
    answered: {
      kind: 'wants-to-talk',
      words: 'Small groups lost their contact last time. Let us meet before it is decided. (sample)',
      talkUntil: addDays(today, 14),
    },
  },
];
