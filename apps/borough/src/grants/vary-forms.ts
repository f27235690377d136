import { type GrantYear, IsText, WARNED_CHANGES, type WarnedChange } from '#contracts';
import { IsDateParts, IsPounds } from '#pages';
import { IsIn, IsOptional, ValidateIf } from 'class-validator';
import { RECEIVED_BEFORE_SENT } from './variation.entity.js';
import { IsYearAmounts } from './years-field.js';

export const HAPPENINGS = ['increase', 'reduce', 'end', 'warn', 'correct', 'withdraw'] as const;
export type HappeningKind = (typeof HAPPENINGS)[number];

/**
 * The questions about a change of a grant, one class a page. Fields are named as the commands name them, so that what a rule
 * refuses leads back to its page.
 */
export class KindForm {
  @IsIn(HAPPENINGS, { message: 'Choose what happens to the grant' }) kind!: HappeningKind;
}

export class CertaintyForm {
  @IsIn(['unconditional', 'early-warning'], { message: 'Say whether the decision stands' })
  certainty!: 'unconditional' | 'early-warning';
}

export class WarnedOfForm {
  @IsIn(WARNED_CHANGES, { message: 'Say what the organisation is warned of' }) warnedOf!: WarnedChange;
}

export class EffectiveForm {
  @IsDateParts({ what: 'the day the change takes effect' }) effectiveOn!: string;
}

export class ExpectedForm {
  @IsDateParts({ what: 'the day from which it may take effect' }) expectedOn!: string;
}

const message = 'Enter the whole grant after the change, like 1250 or 1250.50';

/** The whole sum, or where the grant is recorded by year what each year pays. */
export class SumForm {
  @ValidateIf(({ years }: SumForm) => years === undefined) @IsPounds({ message, atLeast: 0 }) amountPence?: number;
  @ValidateIf(({ years }: SumForm) => years !== undefined) @IsYearAmounts() years?: GrantYear[];
}

export class ToldForm {
  @IsOptional() @IsDateParts({ what: 'the day the letter or e-mail was sent' }) toldInWritingOn?: string;
  @IsOptional()
  @IsDateParts({ what: 'the day the organisation received it', notBefore: { field: 'toldInWritingOn', message: RECEIVED_BEFORE_SENT } })
  receivedOn?: string;
}

export class ShorterForm {
  @IsIn(['exception', 'agreed', 'neither'], { message: 'Say why there is less notice than three months' })
  shorter!: 'exception' | 'agreed' | 'neither';

  @ValidateIf(({ shorter }: ShorterForm) => shorter === 'exception')
  @IsText(1000, { message: 'Say on what ground, in up to 1,000 characters' })
  exceptionGround?: string;

  @ValidateIf(({ shorter }: ShorterForm) => shorter === 'exception')
  @IsText(200, { message: 'Name the office that approved it, in up to 200 characters' })
  exceptionApprovedBy?: string;
}

export class PublicForm {
  @IsIn(['yes', 'no'], { message: 'Say whether the decision is public' }) isPublic!: 'yes' | 'no';

  @ValidateIf(({ isPublic }: PublicForm) => isPublic === 'yes')
  @IsDateParts({ what: 'the day the decision became public' })
  madePublicOn?: string;
}

export class ReasonForm {
  @IsText(1000, { message: 'Say why, in up to 1,000 characters' }) reason!: string;
}

export const WRONG_PARTS = [
  'title',
  'description',
  'organisation',
  'department',
  'amount',
  'awarded-on',
  'period',
  'paid-in-advance',
  'open-call',
] as const;
export type WrongPart = (typeof WRONG_PARTS)[number];

export class WrongPartForm {
  @IsIn(WRONG_PARTS, { message: 'Choose what is wrong in the record' }) wrongPart!: WrongPart;
}

/** The sum as it should have been recorded, by year where years are recorded. */
export class RightSumForm {
  @ValidateIf(({ years }: RightSumForm) => years === undefined)
  @IsPounds({ message: 'Enter how much was awarded, like 1250 or 1250.50' })
  amountAwardedPence?: number;

  @ValidateIf(({ years }: RightSumForm) => years !== undefined) @IsYearAmounts() years?: GrantYear[];
}
