import { IsUUID } from 'class-validator';
import { IsCivilDate, IsText } from '../fields.js';

/** A grant was entered that never was, or may not be shown. Its content goes everywhere; this mark stays. */
export class GrantWithdrawnV1 {
  static readonly type = 'grants.grant-withdrawn.v1';
  static readonly withdraws = 'grantId';

  @IsUUID() readonly grantId!: string;
  @IsCivilDate() readonly withdrawnOn!: string;
  @IsText(1000) readonly reason!: string;

  static readonly sample: GrantWithdrawnV1 = {
    grantId: '0198c0de-0000-7000-8000-000000000001',
    withdrawnOn: '2026-04-20',
    reason: 'Entered twice.',
  };
}
