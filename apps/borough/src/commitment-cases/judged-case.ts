import { financialYearOf } from '#clock';
import {
  type AgreedMapping,
  CATALOGUE,
  type Commitment,
  type CompactRecord,
  type OwnPromise,
  ownPromiseOn,
  ruleOf,
  standingOn,
  type Verdict,
} from '#commitments';

/** How the borough stands to the commitments: its Compact over time, and what both chairs agreed. */
export interface Promises {
  readonly compact: CompactRecord;
  readonly mappings: readonly AgreedMapping[];
}

/** A case by both measures. */
export interface JudgedCase {
  readonly decidedOn: string | null;
  readonly financialYear: string;
  /** The version of the Compact in force on the day that decides. */
  readonly versionId: string | null;
  readonly own: OwnPromise['state'];
  /** Null where the borough's own words ask for nothing that can be checked. */
  readonly ownVerdict: Verdict | null;
  readonly commonVerdict: Verdict;
}

export function commitmentOf(commitmentId: string): Commitment {
  const commitment = CATALOGUE.commitments.find(({ id }) => id === commitmentId);
  if (!commitment) throw new TypeError(`There is no commitment ${commitmentId}`);
  return commitment;
}

/** Judges a case twice: neither measure knows of the other. */
export function judgeCase(commitmentId: string, facts: object, { compact, mappings }: Promises, today: string): JudgedCase {
  const { rule: ruleId, measure } = commitmentOf(commitmentId);
  const rule = ruleOf(ruleId ?? '');
  const decidedOn = rule.decidedOn(facts);
  const day = decidedOn ?? today;
  const promise = ownPromiseOn(compact, mappings, commitmentId, day);
  return {
    decidedOn,
    financialYear: financialYearOf(day),
    versionId: standingOn(compact.versions, compact.said, day).inForce?.versionId ?? null,
    own: promise.state,
    ownVerdict: promise.state === 'measured' ? rule.judge(facts, promise.mapping.measure, today) : null,
    commonVerdict: rule.judge(facts, measure, today),
  };
}

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
