import { IsCivilDate, IsText } from '#contracts';
import { IsOptional } from 'class-validator';

/** Hold the payments of a grant. Only the officers of its department see it; it never leaves the borough. */
export class HoldPayment {
  @IsText(1000, { message: 'Say why, in up to 1,000 characters' }) reason!: string;

  @IsCivilDate({ message: 'Enter the first day without payments, like 2026-11-01' }) from!: string;

  @IsOptional() @IsCivilDate({ message: 'Enter the last day without payments, like 2026-11-30' }) until?: string;
}
