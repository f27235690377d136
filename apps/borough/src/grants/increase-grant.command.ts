import { GrantYear, IsCivilDate, IsPence, IsText } from '#contracts';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateNested } from 'class-validator';

/** Give more money than was awarded. */
export class IncreaseGrant {
  /** The whole grant from now on. */
  @IsPence({ message: 'Enter the sum of the whole grant after the change, as a whole number of pence' }) amountPence!: number;

  @IsCivilDate({ message: 'Enter the day the change takes effect, like 2026-10-01' }) effectiveOn!: string;

  /** What each financial year pays after the change, where the grant is recorded by year. */
  @IsOptional() @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => GrantYear) years?: GrantYear[];

  @IsText(1000, { message: 'Say why, in up to 1,000 characters' }) reason!: string;
}
