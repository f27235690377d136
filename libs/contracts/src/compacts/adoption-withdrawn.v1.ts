import { IsUUID } from 'class-validator';
import { IsCivilDate, IsText } from '../fields.js';

/**
 * Both chairs took back an adoption that was recorded wrongly: it counts as if it had never been, and what was in force before is in force
 * again. The version may be adopted anew, by a fact of its own.
 */
export class CompactAdoptionWithdrawnV1 {
  static readonly type = 'compacts.adoption-withdrawn.v1';

  @IsUUID() readonly versionId!: string;
  @IsUUID() readonly documentId!: string;
  /** As the borough called the version. */
  @IsText(100) readonly label!: string;
  @IsCivilDate() readonly withdrawnOn!: string;
  @IsText(1000) readonly reason!: string;

  static readonly sample: CompactAdoptionWithdrawnV1 = {
    versionId: '0198c0de-0000-7000-8000-0000000000e1',
    documentId: '0198c0de-0000-7000-8000-0000000000e0',
    label: '2012',
    withdrawnOn: '2026-11-23',
    reason: 'The text of the draft was recorded in place of the one that was adopted.',
  };
}
