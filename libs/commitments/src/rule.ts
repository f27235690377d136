import type { Measure, Unit } from '#contracts';
import { ValidateIf } from 'class-validator';
import type { Verdict } from './verdict.js';

/**
 * How one commitment is checked: facts of one case in, verdict out, and nothing else is read. In facts, what did not happen is null, and
 * what is not recorded is absent: the one is a finding, the other is not.
 */
export interface Rule<Facts extends object = object> {
  /** As the field calls it: R-NOTICE. */
  readonly id: string;
  /** Goes up whenever the same facts may get another verdict. */
  readonly version: number;
  /** What is checked, in a sentence for everyone. */
  readonly says: string;
  /** The checks of its facts. */
  readonly facts: new () => Facts;
  /** In what a promise of this kind can be counted; none where it needs no number. */
  readonly units: readonly Unit[];
  /** Which number asks for more of the borough: more notice is stronger, and less time to pay. Absent where there is no number. */
  readonly stronger?: 'more' | 'less';
  /** The day whose clause version decides; null where it is not known, and then nothing is. */
  decidedOn(facts: Facts): string | null;
  /** @param measure null where the rule has no units. */
  judge(facts: Facts, measure: Measure | null, today: string): Verdict;
}

/** Of a fact that is recorded or not: null would say that it did not happen, and this cannot be said of it. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_facts, value) => value !== undefined);

/** A measure of one of the rule's units. @throws TypeError for another, since a mapping is checked before it is confirmed. */
export function measured<Facts extends object>({ id, units }: Rule<Facts>, measure: Measure | null): Measure {
  if (measure === null || !units.includes(measure.unit)) throw new TypeError(`${id} is counted in ${units.join(' or ')}`);
  return measure;
}
