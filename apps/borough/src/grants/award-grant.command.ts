import { ADVANCE_PAYMENTS, type AdvancePayment, GrantYear, IsCivilDate, IsGrantIdentifier, IsPence, IsLine, IsText } from '#contracts';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';

/** What may be said of an award besides what must be. Where a correction sends null, nothing is known after all. */
export class OptionalAwardFields {
  /** The key of one of the borough's departments, such as `housing`. */
  @IsOptional() @IsText(100, { message: 'Choose a department' }) department?: string | null;

  @IsOptional() @IsUUID(undefined, { message: 'Choose a programme' }) programmeId?: string | null;

  @IsOptional() @IsPence({ message: 'The sum applied for must be a whole number of pence' }) amountAppliedForPence?: number | null;

  @IsOptional() @IsCivilDate({ message: 'Enter the first day of the grant, like 2026-04-01' }) startsOn?: string | null;

  @IsOptional() @IsCivilDate({ message: 'Enter the last day of the grant, like 2027-03-31' }) endsOn?: string | null;

  @IsOptional()
  @IsInt({ message: 'The duration must be a whole number of months' })
  @Min(1, { message: 'The duration must be at least one month' })
  @Max(600, { message: 'The duration can be at most 600 months' })
  durationMonths?: number | null;

  /** What is paid in each financial year; the parts add up to the award. Empty where it is not recorded. */
  @IsOptional() @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => GrantYear) years?: GrantYear[] | null;

  @IsOptional()
  @IsIn(ADVANCE_PAYMENTS, { message: `Payment in advance must be one of ${ADVANCE_PAYMENTS.join(', ')}` })
  paidInAdvance?: AdvancePayment | null;

  @IsOptional() @IsBoolean({ message: 'Say whether anyone could apply: true or false' }) openCall?: boolean | null;
}

/** Award a grant of the borough's own money. */
export class AwardGrant extends OptionalAwardFields {
  /** The 360Giving identifier; one is made where none is given. */
  @IsOptional() @IsGrantIdentifier({ message: 'Write the identifier like 360G-westminster-2026-001' }) identifier?: string;

  @IsLine(300, { message: 'Enter a title, in up to 300 characters' }) title!: string;

  @IsText(10_000, { message: 'Say what the grant is for, in up to 10,000 characters' }) description!: string;

  /** The organisation's id here, or any of its public identifiers. */
  @IsText(200, { message: 'Choose the organisation' }) organisation!: string;

  @IsPence({ message: 'Enter the sum awarded, as a whole number of pence' }) amountAwardedPence!: number;

  @IsCivilDate({ message: 'Enter the day of the award, like 2026-04-01' }) awardedOn!: string;

  /** Why; kept in the history only. */
  @IsOptional() @IsText(1000, { message: 'Say why in up to 1,000 characters' }) reason?: string;
}
