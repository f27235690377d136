import {
  CONSULTATION_KINDS,
  CONSULTATION_METHODS,
  CONSULTED_SIDES,
  type ConsultationKind,
  type ConsultationMethod,
  type ConsultedSide,
  IsText,
} from '#contracts';
import { InvalidInput } from '#errors';
import { AsList, IsDateParts } from '#pages';
import { ArrayMinSize, IsIn, IsOptional } from 'class-validator';
import { type ChangeConsultation, type ExtendConsultation, type RecordEarlierConsultation, WORDS } from './consultations.commands.js';
import type { ConsultationView } from './consultations.queries.js';

const YES_OR_NO = ['yes', 'no'] as const;
const YES_NO_OR_UNKNOWN = ['yes', 'no', 'unknown'] as const;
type YesNoOrUnknown = (typeof YES_NO_OR_UNKNOWN)[number];
const UNTIL_FIVE = { message: 'Choose until when answers are taken on the last day' };

/** What is asked, of whom, and when, as the form has it. */
export class ConsultationForm {
  @IsText(200, WORDS.title) title!: string;
  @IsText(2000, WORDS.about) about!: string;
  @IsIn(CONSULTATION_KINDS, WORDS.kind) kind!: ConsultationKind;
  @IsOptional() @IsText(1000, WORDS.ground) ground?: string;
  @IsDateParts({ what: 'the first day for answers' }) opensOn!: string;
  @IsDateParts({ what: 'the last day for answers' }) closesOn!: string;
  @IsIn(YES_OR_NO, UNTIL_FIVE) untilFive!: (typeof YES_OR_NO)[number];
  @AsList() @ArrayMinSize(1, WORDS.methods) @IsIn(CONSULTATION_METHODS, { each: true, ...WORDS.methods }) methods!: ConsultationMethod[];
  @AsList() @IsIn(CONSULTED_SIDES, { each: true, ...WORDS.reaches }) reaches!: ConsultedSide[];
  @IsOptional() @IsText(1000, WORDS.shortReason) shortReason?: string;

  static asked({ untilFive, ...asked }: ConsultationForm): ChangeConsultation {
    return { ...asked, openUntilFive: untilFive === 'yes' };
  }
}

/** With who runs it. */
export class BeginConsultationForm extends ConsultationForm {
  /** `department <key>`, `version <id>`, or `group` for something else that the Compact Implementation Group asks. */
  @IsText(200, { message: 'Choose who asks, and about what' }) whose!: string;

  static whose(whose: string): { department?: string; compactVersionId?: string } {
    const [kind, key = ''] = whose.split(' ', 2);
    if (kind === 'department') return { department: key };
    return kind === 'version' ? { compactVersionId: key } : {};
  }
}

/** What is known of one that was over before these records were kept. */
export class CorrectConsultationForm extends ConsultationForm {
  @IsIn(YES_NO_OR_UNKNOWN, { message: 'Choose whether a reason was published' }) wasExplained!: YesNoOrUnknown;
  @IsOptional() @IsDateParts({ what: 'the day the reason was published' }) shortReasonPublishedOn?: string;
  @IsIn(YES_NO_OR_UNKNOWN, { message: 'Choose whether an outcome was published' }) hadOutcome!: YesNoOrUnknown;
  @IsOptional() @IsDateParts({ what: 'the day the outcome was published' }) outcomePublishedOn?: string;
  @IsOptional() @IsText(2000, WORDS.summary) outcomeSummary?: string;
  @IsOptional() @IsIn(YES_NO_OR_UNKNOWN, { message: 'Choose whether it says so' }) saysNotTaken?: YesNoOrUnknown;

  static earlier(form: CorrectConsultationForm): RecordEarlierConsultation {
    const { wasExplained, shortReasonPublishedOn, hadOutcome, outcomePublishedOn, outcomeSummary, saysNotTaken, ...asked } = form;
    return {
      ...ConsultationForm.asked(asked),
      shortReasonPublishedOn: knownDay('shortReasonPublishedOn', wasExplained, shortReasonPublishedOn),
      outcomePublishedOn: knownDay('outcomePublishedOn', hadOutcome, outcomePublishedOn),
      ...(outcomeSummary && { outcomeSummary }),
      ...(saysNotTaken && saysNotTaken !== 'unknown' && { saysWhatWasNotTaken: saysNotTaken === 'yes' }),
    };
  }

  /** A record as the form shows it. */
  static values(view: ConsultationView) {
    const { openUntilFive, shortReason, isShortReasonUnknown, outcomePublishedOn, isOutcomeUnknown, saysWhatWasNotTaken } = view;
    return {
      ...view,
      untilFive: openUntilFive ? 'yes' : 'no',
      wasExplained: shortReason ? 'yes' : isShortReasonUnknown ? 'unknown' : 'no',
      hadOutcome: outcomePublishedOn ? 'yes' : isOutcomeUnknown ? 'unknown' : 'no',
      saysNotTaken: saysWhatWasNotTaken === null ? 'unknown' : saysWhatWasNotTaken ? 'yes' : 'no',
    };
  }
}

/** With who ran it. */
export class EarlierConsultationForm extends CorrectConsultationForm {
  @IsText(200, { message: 'Choose who asked' }) whose!: string;
}

/** Null: it did not happen. Undefined: nobody knows. */
function knownDay(field: string, happened: YesNoOrUnknown, on: string | undefined): string | null | undefined {
  if (happened !== 'yes') return happened === 'no' ? null : undefined;
  if (!on) throw new InvalidInput([{ field, message: 'Enter the day, or say that nobody knows whether it was.' }]);
  return on;
}

export class ExtendConsultationForm implements ExtendConsultation {
  @IsDateParts({ what: 'the new last day' }) closesOn!: string;
  @IsText(1000, WORDS.why) reason!: string;
}
