import { IsCivilDate, IsFinancialYear, IsPence, IsText } from '#contracts';
import { IsOptional } from 'class-validator';

/** Set the budget of a programme for a financial year, or change it where it is set. A change needs its reason. */
export class SetLevel {
  @IsFinancialYear({ message: 'Enter a financial year like 2026/27' }) financialYear!: string;

  @IsPence({ message: 'Enter the level as a whole number of pence, nought or more' }) amountPence!: number;

  @IsCivilDate({ message: 'Enter the day the level was decided, like 2026-02-26' }) decidedOn!: string;

  @IsOptional() @IsText(1000, { message: 'Say why in up to 1,000 characters' }) reason?: string;
}

/** Pledge that the level of a year will not be below that of the year before. */
export class ProtectLevel {
  @IsText(1000, { message: 'Give the pledge in the borough’s words, in up to 1,000 characters' }) pledge!: string;

  @IsCivilDate({ message: 'Enter the day of the pledge, like 2026-02-26' }) pledgedOn!: string;
}
