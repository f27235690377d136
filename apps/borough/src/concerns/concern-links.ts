import type { Actor } from '#identity';
import { awaitsReply, HAS_OUTCOME, isUnderWay, stepsAfter, TAKES_OUTCOME } from './concern-states.js';
import type { ConcernInFull } from './concern.views.js';

/** What beside the concern itself decides on what can be done. */
interface Now {
  /** Whether an outcome waits for the second key. */
  readonly isProposed: boolean;
  readonly today: string;
}

/** What whoever reads it can do on a page of its own. */
export function linksFor(
  actor: Actor,
  { state, learning, found }: ConcernInFull,
  { isProposed, today }: Now,
): { page: string; text: string }[] {
  const isPublished = Boolean(learning?.publishedOn && !learning.withdrawnOn);
  const mayAnswer = actor.holds('concerns.answer');
  const isFixed = isProposed || !isUnderWay(state);
  const all: [boolean, string, string][] = [
    [actor.holds('concerns.handle') && stepsAfter(state).length > 0, 'step', 'Take it one step on'],
    [actor.holds('concerns.handle') && !isFixed, 'document', 'Add a document'],
    [mayAnswer && !isFixed, 'account', 'Give the account of your department'],
    [actor.holds('concerns.decide') && TAKES_OUTCOME.includes(state) && !isProposed, 'outcome', 'Propose an outcome to the other chair'],
    [actor.holds('concerns.decide') && HAS_OUTCOME.includes(state) && found !== null && !isPublished, 'learning', 'Write what was learnt'],
    [actor.holds('concerns.reply') && awaitsReply(learning, today), 'learning-reply', 'Reply to what was learnt'],
    [actor.holds('concerns.decide') && isPublished, 'learning-withdrawal', 'Withdraw what was published'],
  ];
  return all.filter(([isOffered]) => isOffered).map(([, path, text]) => ({ page: path, text }));
}
