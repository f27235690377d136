import { IsText } from '#contracts';

/** Why a proposal is not wanted, or not any more. */
export class SayWhyNot {
  @IsText(1000, { message: 'Say why, in up to 1,000 characters. The other side reads it' }) reason!: string;
}
