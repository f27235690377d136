import { IsCivilDate, IsText } from '#contracts';
import { IsBoolean, IsOptional } from 'class-validator';
import { IncreaseGrant } from './increase-grant.command.js';

/** Give less money than was awarded, and say how the organisation was told. Days that have not come yet are left out. */
export class ReduceGrant extends IncreaseGrant {
  @IsOptional() @IsCivilDate({ message: 'Enter the day the letter or e-mail was sent, like 2026-12-10' }) toldInWritingOn?: string;

  @IsOptional() @IsCivilDate({ message: 'Enter the day the organisation had it, like 2026-12-14' }) receivedOn?: string;

  @IsOptional() @IsText(1000, { message: 'Say on what ground, in up to 1,000 characters' }) exceptionGround?: string;

  /** The office that approved less notice than promised; never a person's name. */
  @IsOptional() @IsText(200, { message: 'Name the office, in up to 200 characters' }) exceptionApprovedBy?: string;

  @IsOptional()
  @IsBoolean({ message: 'Say whether the organisation agreed in writing to shorter notice: true or false' })
  agreedShorter?: boolean;

  @IsOptional() @IsCivilDate({ message: 'Enter the day the decision became public, like 2026-12-15' }) madePublicOn?: string;
}
