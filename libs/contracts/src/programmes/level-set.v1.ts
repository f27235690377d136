import { IsUUID } from 'class-validator';
import { IsCivilDate, IsFinancialYear, IsPence } from '../fields.js';

/** The budget of a programme for one financial year is decided for the first time. Nought: it is to have nothing that year. */
export class LevelSetV1 {
  static readonly type = 'programmes.level-set.v1';

  @IsUUID() readonly programmeId!: string;
  @IsFinancialYear() readonly financialYear!: string;
  @IsPence() readonly amountPence!: number;
  @IsCivilDate() readonly decidedOn!: string;

  static readonly sample: LevelSetV1 = {
    programmeId: '0198c0de-0000-7000-8000-0000000000b1',
    financialYear: '2026/27',
    amountPence: 150_000_00,
    decidedOn: '2026-02-26',
  };
}
