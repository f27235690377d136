import { IsUUID } from 'class-validator';
import { IsCivilDate, IsCommitmentId, IsText } from '../fields.js';

/** What was told of a case is taken back, since its record was, or since it is no case of the commitment. The mark stays. */
export class CaseWithdrawnV1 {
  static readonly type = 'commitments.case-withdrawn.v1';
  static readonly withdraws = 'caseId';

  @IsUUID() readonly caseId!: string;
  @IsCommitmentId() readonly commitmentId!: string;
  @IsCivilDate() readonly withdrawnOn!: string;
  @IsText(500) readonly reason!: string;

  static readonly sample: CaseWithdrawnV1 = {
    caseId: '0198c0de-0000-7000-8000-0000000000ca',
    commitmentId: 'N-07',
    withdrawnOn: '2027-05-03',
    reason: 'The grant was entered twice.',
  };
}
