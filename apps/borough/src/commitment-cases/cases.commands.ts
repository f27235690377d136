import { IsText, REPLY_KINDS, type ReplyKind } from '#contracts';
import { IsIn, ValidateIf } from 'class-validator';

/** Reply to a result before it is published. */
export class ReplyToCase {
  @IsIn(REPLY_KINDS, { message: 'Choose what you say to the result' }) kind!: ReplyKind;
  /** Published with the result. */
  @ValidateIf(({ kind, text }: ReplyToCase) => kind !== 'agree' || Boolean(text))
  @IsText(500, { message: 'Say it in up to 500 characters. It is published with the result.' })
  text?: string;
}
