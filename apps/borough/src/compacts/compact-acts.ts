import { dateInWords, impreciseDateInWords } from '#clock';
import type { CompactStanding } from '#contracts';
import type { ActsInWords } from '../history/record-history.service.js';

type Changes = Readonly<Record<string, unknown>>;

const clause = ({ clause: number }: Changes): string => (typeof number === 'string' ? ` clause ${number}` : ' a clause');
const day = (value: unknown): string => (typeof value === 'string' ? dateInWords(value) : 'a day that is not recorded');
const named = (value: unknown): string => (typeof value === 'string' ? value : 'a body that is not recorded');

const STANDINGS: Readonly<Record<CompactStanding, string>> = {
  'under-review': 'it is under review',
  'national-meanwhile': 'the national Compact is used meanwhile',
  inactive: 'nobody works by it any more',
  active: 'it is worked by again',
};

/** What is done to the Compact as a whole, in words. How it stands is told with its reason. */
export const DOCUMENT_ACTS: ActsInWords = {
  'document begun': { says: ({ title }) => (typeof title === 'string' ? `Began the record of ${title}` : 'Began the record') },
  'standing changed': {
    says: ({ standing, from }) => `Said that ${STANDINGS[standing as CompactStanding] ?? 'it stands otherwise'} from ${day(from)}`,
    everyoneSees: 'the act and why',
  },
  'check-in agreed': {
    says: (changes) => `Recorded that both sides check in every year from ${day(changes['day'])}`,
    everyoneSees: 'the act and why',
  },
  'check-in held': { says: (changes) => `Recorded the yearly check-in of ${day(changes['day'])}`, everyoneSees: 'the act and why' },
  'check-in not-held': {
    says: (changes) => `Recorded that no check-in was held on ${day(changes['day'])}`,
    everyoneSees: 'the act and why',
  },
  'check-in ended': {
    says: (changes) => `Recorded that no yearly check-ins are agreed from ${day(changes['day'])}`,
    everyoneSees: 'the act and why',
  },
  'adoption taken back': {
    says: ({ label }) =>
      `Confirmed for the second side that the adoption of version ${typeof label === 'string' ? label : 'of another name'} is taken back`,
    everyoneSees: 'the act and why',
  },
  erased: { says: () => 'Erased a part of the history' },
};

/** What is done to a version, in words. Everyone sees that it was adopted; how it was written is for those who write. */
export const VERSION_ACTS: ActsInWords = {
  'version begun': { says: ({ from }) => (typeof from === 'string' ? `Began from version ${from}` : 'Began the version') },
  'clause written': { says: (changes) => `Wrote${clause(changes)}` },
  'clause changed': { says: (changes) => `Changed${clause(changes)}` },
  'clause removed': { says: (changes) => `Removed${clause(changes)}` },
  'approved for consultation': { says: ({ approvedOn }) => `Approved for consultation on ${day(approvedOn)}` },
  'final draft made': { says: () => 'Made the final draft' },
  presented: { says: ({ presentedTo, presentedOn }) => `Presented to ${named(presentedTo)} on ${day(presentedOn)}` },
  returned: { says: () => 'Returned' },
  abandoned: { says: () => 'Abandoned' },
  adopted: {
    says: ({ adoptedBy, inForceFrom }) => {
      const from = typeof inForceFrom === 'string' ? impreciseDateInWords(inForceFrom) : 'a day that is not recorded';
      return `Recorded the adoption by ${named(adoptedBy)}, in force from ${from}`;
    },
    everyoneSees: 'the act',
  },
  'adoption taken back': { says: () => 'Confirmed for the second side that its adoption is taken back', everyoneSees: 'the act and why' },
  erased: { says: () => 'Erased a part of the history' },
};
