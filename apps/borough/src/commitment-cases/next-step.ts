import type { JudgedCase } from '#commitments';

/** What the publication of a case waits for, or what is done next. */
export type NextStep = 'wait' | 'open-reply' | 'tell';

export interface CaseStanding {
  readonly isPublic: boolean;
  readonly judged: Pick<JudgedCase, 'ownVerdict' | 'commonVerdict'>;
  readonly replyUntil: string | null;
  readonly isAnswered: boolean;
  /** What was told of it before was not as promised either. */
  readonly wasAdverse: boolean;
}

export const isAdverse = ({ ownVerdict, commonVerdict }: CaseStanding['judged']): boolean =>
  ownVerdict?.value === 'not-met' || commonVerdict.value === 'not-met';

/**
 * Nothing is told of a case while its record is not public, or while its day is to come: what is told must not turn adverse by the clock
 * alone. What is not as promised goes through the right of reply first; a mend of what was told so already does not ask again.
 */
export function nextStep({ isPublic, judged, replyUntil, isAnswered, wasAdverse }: CaseStanding, today: string): NextStep {
  const values = [judged.ownVerdict?.value, judged.commonVerdict.value];
  if (!isPublic || values.includes('not-due')) return 'wait';
  if (!isAdverse(judged) || wasAdverse || isAnswered) return 'tell';
  if (replyUntil === null) return 'open-reply';
  return today > replyUntil ? 'tell' : 'wait';
}
