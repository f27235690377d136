import { dateInWords } from '#clock';
import type { ActsInWords } from '../history/record-history.service.js';

type Changes = Readonly<Record<string, unknown>>;

const day = (value: unknown): string => (typeof value === 'string' ? dateInWords(value) : 'a day that is not recorded');
const words = (value: unknown): string => (typeof value === 'string' ? value : 'not recorded');
const signature = ({ version, signedOn, signedAs }: Changes): string =>
  `version ${words(version)}, ${day(signedOn)}, as ${words(signedAs)}`;

/** What is done to a signatory, in words. Everyone sees what was told: neither that it was invited, nor why it was suspended. */
export const SIGNATORY_ACTS: ActsInWords = {
  invited: { says: ({ invitedOn }) => (invitedOn ? `Recorded the invitation of ${day(invitedOn)}` : 'Entered it without an invitation') },
  signed: { says: (changes) => `Recorded its signature: ${signature(changes)}`, everyoneSees: 'the act' },
  confirmed: { says: ({ confirmedOn }) => `Confirmed it for the group on ${day(confirmedOn)}`, everyoneSees: 'the act' },
  're-affirmed': { says: (changes) => `Recorded that it re-affirmed: ${signature(changes)}`, everyoneSees: 'the act' },
  'signature corrected': { says: (changes) => `Corrected its signature to ${signature(changes)}`, everyoneSees: 'the act' },
  'contact changed': { says: () => 'Changed its contact', everyoneSees: 'the act' },
  suspended: { says: () => 'Confirmed for the second side that it is suspended', everyoneSees: 'the act' },
  'suspension ended': { says: () => 'Confirmed for the second side that its suspension is over', everyoneSees: 'the act' },
  left: { says: ({ withdrawnOn }) => `Recorded that it left by its own notice on ${day(withdrawnOn)}`, everyoneSees: 'the act' },
  succeeded: {
    says: ({ successor, endedOn }) => `Recorded that ${String(successor ?? 'another body')} took its place on ${day(endedOn)}`,
    everyoneSees: 'the act',
  },
  dissolved: { says: ({ endedOn }) => `Recorded that it was dissolved on ${day(endedOn)}`, everyoneSees: 'the act' },
  erased: { says: () => 'Erased a part of the history' },
};
