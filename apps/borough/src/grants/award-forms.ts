import { ADVANCE_PAYMENTS, type AdvancePayment, type GrantYear, IsLine, IsText } from '#contracts';
import { IsDateParts, IsPounds } from '#pages';
import { IsIn, IsOptional } from 'class-validator';
import { type Choice, IsChoice } from '../choice.js';
import { ENDS_BEFORE_IT_STARTS } from './award.js';
import { IsYearAmounts } from './years-field.js';

/** The questions about an award, one class a page: they are asked when a grant is awarded, and when its record is put right. */
export class OrganisationForm {
  @IsChoice({ message: 'Find the organisation and choose it' }) organisation!: Choice;
}

export class DepartmentForm {
  @IsText(100, { message: 'Choose the department that pays' }) department!: string;
}

export class ProgrammeForm {
  @IsChoice({ message: 'Choose a programme, or say that there is none', or: ['none'] }) programmeId!: Choice | 'none';
}

export class TitleForm {
  @IsLine(300, { message: 'Enter a title, in up to 300 characters' }) title!: string;
}

export class DescriptionForm {
  @IsText(10_000, { message: 'Say what the grant is for, in up to 10,000 characters' }) description!: string;
}

export class AmountForm {
  @IsPounds({ message: 'Enter how much you are awarding, like 1250 or 1250.50' }) amountAwardedPence!: number;
}

export class AwardedOnForm {
  @IsDateParts({ what: 'the day the award was decided' }) awardedOn!: string;
}

export class PeriodForm {
  @IsOptional() @IsDateParts({ what: 'the first day' }) startsOn?: string;
  @IsOptional()
  @IsDateParts({ what: 'the last day', notBefore: { field: 'startsOn', message: ENDS_BEFORE_IT_STARTS } })
  endsOn?: string;
}

export class ByYearForm {
  @IsIn(['yes', 'no'], { message: 'Say whether you record what each year pays' }) byYear!: 'yes' | 'no';
}

export class YearsForm {
  @IsYearAmounts() years!: GrantYear[];
}

export class PaidInAdvanceForm {
  @IsIn(ADVANCE_PAYMENTS, { message: 'Say whether the organisation is paid before it spends' }) paidInAdvance!: AdvancePayment;
}

export const OPEN_CALLS = ['yes', 'no', 'not-recorded'] as const;
export type OpenCall = (typeof OPEN_CALLS)[number];

export class OpenCallForm {
  @IsIn(OPEN_CALLS, { message: 'Say whether anyone who met the criteria could apply' }) openCall!: OpenCall;
}

/** Whether anyone could apply, as it is recorded; nothing where it is not known. */
export const openCallOf = (answer: OpenCall): boolean | undefined => (answer === 'not-recorded' ? undefined : answer === 'yes');
