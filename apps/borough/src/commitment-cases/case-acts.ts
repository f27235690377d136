import type { ReplyKind } from '#contracts';
import type { ActsInWords } from '../history/record-history.service.js';

export const REPLY_WORDS: Readonly<Record<ReplyKind, string>> = {
  agree: 'Agrees',
  context: 'Adds context',
  disagree: 'Disagrees',
};

/** What is done about a result, in words. What was replied is published with it; who replied is for the chairs. */
export const CASE_ACTS: ActsInWords = {
  replied: { says: ({ kind }) => `Replied: ${(REPLY_WORDS[kind as ReplyKind] ?? 'said something').toLowerCase()}` },
  erased: { says: () => 'Erased a part of the history' },
};
