import { IsCivilDate, IsPence, IsLine, IsText } from '#contracts';
import { IsOptional } from 'class-validator';
import { OptionalAwardFields } from './award-grant.command.js';

/** Put right what is recorded of an award. What is not sent stays; null says that nothing is known. */
export class CorrectGrant extends OptionalAwardFields {
  @IsOptional() @IsLine(300, { message: 'Enter a title, in up to 300 characters' }) title?: string;

  @IsOptional() @IsText(10_000, { message: 'Say what the grant is for, in up to 10,000 characters' }) description?: string;

  /** The organisation's id here, or any of its public identifiers. */
  @IsOptional() @IsText(200, { message: 'Choose the organisation' }) organisation?: string;

  @IsOptional() @IsPence({ message: 'Enter the sum awarded, as a whole number of pence' }) amountAwardedPence?: number;

  @IsOptional() @IsCivilDate({ message: 'Enter the day of the award, like 2026-04-01' }) awardedOn?: string;

  @IsText(1000, { message: 'Say why the record was wrong, in up to 1,000 characters' }) reason!: string;
}
