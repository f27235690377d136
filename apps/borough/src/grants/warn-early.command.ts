import { IsCivilDate, IsText, WARNED_CHANGES, type WarnedChange } from '#contracts';
import { IsIn, IsOptional } from 'class-validator';

/** Tell an organisation that a cut or an ending may come, subject to a decision. */
export class WarnEarly {
  @IsIn(WARNED_CHANGES, { message: 'Say what the warning is about: reduction or ending' }) warnedOf!: WarnedChange;

  @IsCivilDate({ message: 'Enter the day from which it may take effect, like 2027-04-01' }) expectedOn!: string;

  @IsText(1000, { message: 'Say why, in up to 1,000 characters' }) reason!: string;

  @IsOptional() @IsCivilDate({ message: 'Enter the day the letter or e-mail was sent, like 2026-10-01' }) toldInWritingOn?: string;

  @IsOptional() @IsCivilDate({ message: 'Enter the day the organisation had it, like 2026-10-02' }) receivedOn?: string;

  @IsOptional() @IsCivilDate({ message: 'Enter the day it became public, like 2026-10-09' }) madePublicOn?: string;
}
