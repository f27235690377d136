import { CATALOGUES } from '#commitments';
import type { CaseReply, ReplyKind } from '#contracts';
import type { Side } from '#identity';
import type { ActsInWords } from '../history/record-history.service.js';

export const REPLY_WORDS: Readonly<Record<ReplyKind, string>> = {
  agree: 'Agrees',
  context: 'Adds context',
  disagree: 'Disagrees',
};

export const SIDE_WORDS: Readonly<Record<Side & CaseReply['side'], string>> = { council: 'Council', sector: 'Voluntary sector' };

type Changes = Readonly<Record<string, unknown>>;

/** Of a commitment whatever its catalogue: its id never changes its meaning. */
function commitmentIn({ commitmentId }: Changes): string {
  const found = CATALOGUES.flatMap(({ commitments }) => commitments).find(({ id }) => id === commitmentId);
  return found ? `${found.id} ${found.title}` : 'a commitment that is not recorded';
}

/**
 * What is done in a round, in words, for the chairs alone. That a commitment was marked stands on the sheet of its side, and never what
 * the mark was.
 */
export const MARK_ACTS: ActsInWords = {
  'round begun': { says: () => 'Began the round' },
  marked: { says: (changes) => `Marked ${commitmentIn(changes)}` },
  'left out': { says: (changes) => `Left out ${commitmentIn(changes)}` },
  'marks done': {
    says: ({ isOpened }) => (isOpened === true ? 'Said that its marks are done, which opened the round' : 'Said that its marks are done'),
  },
  replied: { says: ({ kind }) => `Replied: ${(REPLY_WORDS[kind as ReplyKind] ?? 'said something').toLowerCase()}` },
  'round withdrawn': { says: () => 'Withdrew the round' },
  erased: { says: () => 'Erased a part of the history' },
};
