import { IsUUID } from 'class-validator';
import { IsCivilDate, IsText } from '../fields.js';

/** What was published as learnt should not have been. Its words go everywhere; this mark stays. */
export class LearningWithdrawnV1 {
  static readonly type = 'concerns.learning-withdrawn.v1';
  static readonly withdraws = 'learningId';

  @IsUUID() readonly learningId!: string;
  @IsCivilDate() readonly withdrawnOn!: string;
  @IsText(500) readonly reason!: string;

  static readonly sample: LearningWithdrawnV1 = {
    learningId: '0198c0de-0000-7000-8000-0000000000d1',
    withdrawnOn: '2027-06-01',
    reason: 'It could be told from its words which organisation it was.',
  };
}
