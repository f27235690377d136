import { IsUUID } from 'class-validator';
import { IsCivilDate, IsFinancialYear, IsText } from '../fields.js';

/** The borough pledges in public that a programme's level for one financial year will not be below that of the year before. */
export class LevelProtectedV1 {
  static readonly type = 'programmes.level-protected.v1';

  @IsUUID() readonly programmeId!: string;
  @IsFinancialYear() readonly financialYear!: string;
  /** The pledge in the borough's words. */
  @IsText(1000) readonly pledge!: string;
  @IsCivilDate() readonly pledgedOn!: string;

  static readonly sample: LevelProtectedV1 = {
    programmeId: '0198c0de-0000-7000-8000-0000000000b1',
    financialYear: '2026/27',
    pledge: 'The corporate grants programme stays at its present level.',
    pledgedOn: '2026-02-26',
  };
}
