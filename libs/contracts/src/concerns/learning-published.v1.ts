import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsCommitmentId, IsFinancialYear, IsText } from '../fields.js';

export const CONCERN_KINDS = ['short-notice', 'no-consultation', 'late-payment', 'terms-changed', 'left-out', 'other'] as const;
export type ConcernKind = (typeof CONCERN_KINDS)[number];
export const CONCERN_CAUSES = ['did-not-know', 'decided-too-late', 'budget-timetable', 'unclear-clause', 'other'] as const;
export type ConcernCause = (typeof CONCERN_CAUSES)[number];
export const CONCERN_OUTCOMES = ['put-right', 'partly-put-right', 'not-a-breach', 'unresolved'] as const;
export type ConcernOutcome = (typeof CONCERN_OUTCOMES)[number];

/**
 * What was learnt from a concern, after the right of reply and by the word of both chairs. Nothing in it tells who raised the concern, with
 * whom, or on which day; its id is of the learning alone.
 */
export class LearningPublishedV1 {
  static readonly type = 'concerns.learning-published.v1';

  @IsUUID() readonly learningId!: string;
  /** The commitment of the network’s catalogue that it is about; absent where it is about none. */
  @IsOptional() @IsCommitmentId() readonly commitmentId?: string;
  @IsIn(CONCERN_KINDS) readonly kind!: ConcernKind;
  @IsIn(CONCERN_CAUSES) readonly cause!: ConcernCause;
  @IsIn(CONCERN_OUTCOMES) readonly outcome!: ConcernOutcome;
  @IsText(2000) readonly lesson!: string;
  /** In which the outcome was agreed. */
  @IsFinancialYear() readonly financialYear!: string;

  static readonly sample: LearningPublishedV1 = {
    learningId: '0198c0de-0000-7000-8000-0000000000d1',
    commitmentId: 'N-07',
    kind: 'short-notice',
    cause: 'budget-timetable',
    outcome: 'partly-put-right',
    lesson: 'The budget was set in late February. Notice in December, on condition of the budget, would have kept the promise.',
    financialYear: '2026/27',
  };
}
