import { dateInWords } from '#clock';
import type { Disposition } from '#contracts';
import type { ActsInWords } from '../history/record-history.service.js';
import type { Channel } from './answer-kinds.js';

type Changes = Readonly<Record<string, unknown>>;

export const DISPOSITION_WORDS: Readonly<Record<Disposition, string>> = {
  accepted: 'Accepted',
  'accepted-in-part': 'Accepted in part',
  'not-accepted': 'Not accepted',
  'out-of-scope': 'Out of scope',
};

export const CHANNEL_WORDS: Readonly<Record<Channel | 'online', string>> = {
  online: 'Online',
  letter: 'By letter or e-mail',
  telephone: 'By telephone',
  event: 'At a meeting or event',
};

const day = (value: unknown): string => (typeof value === 'string' ? dateInWords(value) : 'a day that is not recorded');
const answer = ({ answer: number }: Changes): string => (typeof number === 'number' ? `answer ${number}` : 'an answer');

/** What is done to a consultation, in words. Answers themselves stand in no history. */
export const CONSULTATION_ACTS: ActsInWords = {
  begun: { says: () => 'Began the consultation' },
  changed: { says: () => 'Changed the draft' },
  discarded: { says: () => 'Threw the draft away' },
  announced: { says: ({ opensOn, closesOn }) => `Announced it, open from ${day(opensOn)} to ${day(closesOn)}`, everyoneSees: 'the act' },
  'recorded afterwards': { says: () => 'Recorded it afterwards, as far as it is known', everyoneSees: 'the act' },
  'recorded otherwise': { says: () => 'Recorded it otherwise, as more is known', everyoneSees: 'the act' },
  'reason published': { says: () => 'Published why it is shorter', everyoneSees: 'the act and why' },
  extended: { says: ({ closesOn }) => `Extended it to ${day(closesOn)}`, everyoneSees: 'the act and why' },
  'opened again': { says: ({ closesOn }) => `Opened it again, until ${day(closesOn)}`, everyoneSees: 'the act and why' },
  'consultation withdrawn': { says: () => 'Withdrew it', everyoneSees: 'the act and why' },
  'answer recorded': {
    says: (changes) => {
      const came = CHANNEL_WORDS[changes['channel'] as Channel] ?? '';
      return `Recorded ${answer(changes)}${came && `, which came ${came.charAt(0).toLowerCase()}${came.slice(1)}`}`;
    },
  },
  'answer decided': {
    says: (changes) =>
      `Said what was done with ${answer(changes)}: ${DISPOSITION_WORDS[changes['disposition'] as Disposition] ?? 'not recorded'}`,
  },
  'answer taken back': { says: (changes) => `Took back ${answer(changes)}` },
  'outcome published': { says: () => 'Published the outcome', everyoneSees: 'the act' },
  erased: { says: () => 'Erased a part of the history' },
};
