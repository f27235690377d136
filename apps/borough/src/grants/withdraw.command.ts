import { IsText } from '#contracts';

/** Take back a change of a grant: it stands as it did before. */
export class WithdrawVariation {
  @IsText(1000, { message: 'Say why, in up to 1,000 characters' }) reason!: string;
}

/** A grant was entered that never was, or may not be shown. */
export class WithdrawGrant {
  @IsText(1000, { message: 'Say why, in up to 1,000 characters. The reason stays public when the grant is gone' }) reason!: string;
}
