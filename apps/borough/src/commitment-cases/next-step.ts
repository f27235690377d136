import type { JudgedCase } from '#commitments';

/** What the publication of a case waits for, or what is done next. `hold`: it goes on once no hold runs. */
export type NextStep = 'wait' | 'hold' | 'open-reply' | 'tell';

/** By which measure a case is not as promised. */
export type Adverse = 'none' | 'own' | 'common' | 'both';

export interface CaseStanding {
  readonly isPublic: boolean;
  readonly judged: Pick<JudgedCase, 'ownVerdict' | 'commonVerdict'>;
  /** What the chairs were asked about, while their reply is open. */
  readonly askedAbout: Adverse | null;
  readonly replyUntil: string | null;
  readonly isAnswered: boolean;
  /** What was told of it before. */
  readonly toldAdverse: Adverse;
  /** Whether nothing newly adverse is published today. */
  readonly isHeld: boolean;
}

export function adverseIn({ ownVerdict, commonVerdict }: CaseStanding['judged']): Adverse {
  const [own, common] = [ownVerdict?.value === 'not-met', commonVerdict.value === 'not-met'];
  return own && common ? 'both' : own ? 'own' : common ? 'common' : 'none';
}

/**
 * Nothing is told of a case while its record is not public, or while its day is to come: what is told must not turn adverse by the clock
 * alone. What is not as promised goes through the right of reply first, and again where it is so by another measure than the chairs were
 * asked about; a mend of what was told so already does not ask again. While a hold
 * runs, nobody is told that something newly is not as promised, nor that the chairs are asked about it.
 */
export function nextStep(standing: CaseStanding, today: string): NextStep {
  const { isPublic, judged, askedAbout, replyUntil, isAnswered, toldAdverse, isHeld } = standing;
  if (!isPublic || judged.ownVerdict?.value === 'not-due' || judged.commonVerdict.value === 'not-due') return 'wait';
  const adverse = adverseIn(judged);
  if (adverse === 'none' || toldAdverse === adverse || toldAdverse === 'both') return 'tell';
  if (isHeld) return 'hold';
  if (askedAbout !== adverse || replyUntil === null) return 'open-reply';
  return isAnswered || today > replyUntil ? 'tell' : 'wait';
}
