import { Type } from 'class-transformer';
import { IsIn, IsInt, IsUUID } from 'class-validator';
import { CONSENT_ITEMS, type ConsentItem } from './consent-texts.js';

/** A person agrees to one thing, for one role of theirs. */
export class GiveConsent {
  @IsIn(CONSENT_ITEMS, { message: `Say what you agree to, one of: ${CONSENT_ITEMS.join(', ')}` }) item!: ConsentItem;
  /** The id of the role that it is for. */
  @IsUUID(undefined, { message: 'Say by its id for which of your roles you agree' }) role!: string;
  /** The version of the words that were read. */
  @Type(() => Number)
  @IsInt({ message: 'Say which version of the words you have read' })
  version!: number;
}
