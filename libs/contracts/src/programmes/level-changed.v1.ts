import { IsUUID } from 'class-validator';
import { IsCivilDate, IsFinancialYear, IsPence, IsText } from '../fields.js';

/** A decided budget of a programme for one financial year is changed. */
export class LevelChangedV1 {
  static readonly type = 'programmes.level-changed.v1';

  @IsUUID() readonly programmeId!: string;
  @IsFinancialYear() readonly financialYear!: string;
  @IsPence() readonly previousAmountPence!: number;
  @IsPence() readonly amountPence!: number;
  @IsCivilDate() readonly decidedOn!: string;
  @IsText(1000) readonly reason!: string;

  static readonly sample: LevelChangedV1 = {
    programmeId: '0198c0de-0000-7000-8000-0000000000b1',
    financialYear: '2026/27',
    previousAmountPence: 150_000_00,
    amountPence: 135_000_00,
    decidedOn: '2026-07-09',
    reason: 'The public health grant was reduced in the year.',
  };
}
