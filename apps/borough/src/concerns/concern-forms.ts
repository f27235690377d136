import { CATALOGUE } from '#commitments';
import { CONCERN_CAUSES, CONCERN_KINDS, CONCERN_OUTCOMES, type ConcernCause, type ConcernKind, type ConcernOutcome } from '#contracts';
import { IsCommitmentId, IsLine, IsText } from '#contracts';
import { InvalidInput } from '#errors';
import { IsDateParts } from '#pages';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CONCERN_WAYS, type ConcernWay } from './concern-kinds.js';
import { CONCERN_STEPS, type ConcernStep } from './concern-states.js';
import { type ProposeOutcome, type RaiseConcern, type TakeStep, WORDS, type WriteLearning } from './concerns.commands.js';

const AN_ADDRESS = { message: 'Enter an email address in the correct format, like name@example.com' };
/** So many recommendations fit on the page; the program takes more. */
const MOST_RECOMMENDATIONS = 3;

/** A concern, as the form has it. */
export class RaiseForm {
  @IsLine(60, WORDS.respondent) respondent!: string;
  @IsOptional() @IsLine(200, WORDS.otherBody) otherBody?: string;
  @IsIn(CONCERN_KINDS, WORDS.kind) kind!: ConcernKind;
  @IsDateParts({ what: 'the day it happened, or you heard of it' }) happenedOn!: string;
  @IsText(5000, WORDS.facts) facts!: string;
  @IsOptional() @IsLine(200, WORDS.clause) clause?: string;
  @IsOptional() @IsCommitmentId(WORDS.commitmentId) commitmentId?: string;
  @IsText(2000, WORDS.remedy) remedy!: string;
  @IsOptional() @IsText(2000, WORDS.tried) tried?: string;
  @IsIn(CONCERN_WAYS, WORDS.way) way!: ConcernWay;
  @IsOptional() @IsIn(['yes']) mayBeNamed?: 'yes';
  @IsOptional() @IsLine(300, WORDS.organisation) organisation?: string;

  static said({ mayBeNamed, ...said }: RaiseForm): RaiseConcern {
    return { ...said, mayBeNamed: mayBeNamed === 'yes' };
  }
}

/** With the address of who has no account. */
export class OnlineRaiseForm extends RaiseForm {
  @IsString(AN_ADDRESS) @MaxLength(254, AN_ADDRESS) address!: string;
}

export class StepForm {
  @IsIn(CONCERN_STEPS, { message: 'Choose what comes next' }) step!: ConcernStep;
  @IsText(2000, WORDS.words) words!: string;
  @IsOptional() @IsDateParts({ what: 'the day by which it is done' }) dueOn?: string;

  static taken({ step, words, dueOn }: StepForm): TakeStep {
    return { step, words, ...(dueOn && { dueOn }) };
  }
}

export class OutcomeForm {
  @IsIn(CONCERN_OUTCOMES, WORDS.outcome) outcome!: ConcernOutcome;
  @IsIn(CONCERN_CAUSES, WORDS.cause) cause!: ConcernCause;
  @IsText(2000, WORDS.words) finding!: string;
  @IsOptional() @IsText(500) recommended1?: string;
  @IsOptional() @IsDateParts({ what: 'the day of the first recommendation' }) dueOn1?: string;
  @IsOptional() @IsText(500) recommended2?: string;
  @IsOptional() @IsDateParts({ what: 'the day of the second recommendation' }) dueOn2?: string;
  @IsOptional() @IsText(500) recommended3?: string;
  @IsOptional() @IsDateParts({ what: 'the day of the third recommendation' }) dueOn3?: string;

  static proposed(form: OutcomeForm): ProposeOutcome {
    const { outcome, cause, finding } = form;
    const typed = [
      [form.recommended1, form.dueOn1],
      [form.recommended2, form.dueOn2],
      [form.recommended3, form.dueOn3],
    ].slice(0, MOST_RECOMMENDATIONS);
    const recommendations = typed.flatMap(([text, dueOn], at) => {
      if (!text && !dueOn) return [];
      if (text && dueOn) return [{ text, dueOn }];
      const field = text ? `dueOn${at + 1}` : `recommended${at + 1}`;
      throw new InvalidInput([{ field, message: 'A recommendation has words and a day. Enter both, or neither.' }]);
    });
    return { outcome, cause, finding, recommendations };
  }
}

export class LearningForm {
  @IsText(2000, WORDS.lesson) lesson!: string;
  @IsOptional() @IsCommitmentId(WORDS.commitmentId) commitmentId?: string;
  @IsOptional() @IsIn(['yes']) namesAreMeant?: 'yes';

  static written({ lesson, commitmentId, namesAreMeant }: LearningForm): WriteLearning {
    return { lesson, ...(commitmentId && { commitmentId }), namesAreMeant: namesAreMeant === 'yes' };
  }
}

export const COMMITMENT_CHOICES = [
  { value: '', text: 'None, or I do not know' },
  ...CATALOGUE.commitments.map(({ id, title }) => ({ value: id, text: `${id} ${title}` })),
];
