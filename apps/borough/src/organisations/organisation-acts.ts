import type { ActsInWords } from '../history/record-history.service.js';

const quoted = (text: unknown): string => (typeof text === 'string' ? ` “${text}”` : '');
const bare = (text: unknown): string => (typeof text === 'string' ? ` ${text}` : '');

/** What is done to organisations, in words. Why an identifier is not its own stays in the borough. */
export const ORGANISATION_ACTS: ActsInWords = {
  registered: { says: () => 'Entered the organisation in the register', everyoneSees: 'the act' },
  renamed: { says: ({ name }) => `Recorded the new name${quoted(name)}`, everyoneSees: 'the act' },
  'alias added': { says: ({ alias }) => `Recorded another name${quoted(alias)}`, everyoneSees: 'the act' },
  'identifier added': { says: ({ added }) => `Added the identifier${bare(added)}`, everyoneSees: 'the act' },
  'identifier removed': { says: ({ removed }) => `Removed the identifier${bare(removed)}`, everyoneSees: 'the act' },
  'names or identifiers added': { says: () => 'Added names or identifiers from a file', everyoneSees: 'the act' },
  erased: { says: () => 'Erased a part of the history' },
};
