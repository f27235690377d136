import {
  CONCERN_CAUSES,
  CONCERN_KINDS,
  CONCERN_OUTCOMES,
  type ConcernCause,
  type ConcernKind,
  type ConcernOutcome,
  IsCivilDate,
  IsCommitmentId,
  IsLine,
  IsText,
} from '#contracts';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { CONCERN_WAYS, type ConcernWay } from './concern-kinds.js';
import { CONCERN_STEPS, type ConcernStep } from './concern-states.js';

const A_DAY = { message: 'Enter a day like 2026-05-14' };
export const WORDS = {
  kind: { message: 'Choose what happened' },
  way: { message: 'Choose how you raise it' },
  respondent: { message: 'Choose the public body or department' },
  otherBody: { message: 'Enter the name of the public body, in up to 200 characters' },
  facts: { message: 'Say what happened, in up to 5,000 characters' },
  clause: { message: 'Enter the clause in up to 200 characters' },
  commitmentId: { message: 'Choose a commitment, or none' },
  remedy: { message: 'Say what would put it right, in up to 2,000 characters' },
  tried: { message: 'Say what was tried, in up to 2,000 characters' },
  organisation: { message: 'Enter the name of the organisation, in up to 300 characters' },
  text: { message: 'Write it in up to 5,000 characters' },
  title: { message: 'Enter the title, in up to 200 characters' },
  link: { message: 'Enter the web address of the document. It begins with https://' },
  words: { message: 'Write a sentence, in up to 2,000 characters' },
  outcome: { message: 'Choose the outcome' },
  cause: { message: 'Choose the cause' },
  lesson: { message: 'Write the lesson in up to 2,000 characters' },
  reason: { message: 'Say why, in up to 500 characters. Everyone reads it' },
} as const;

/** Raise a concern with a public body. */
export class RaiseConcern {
  /** The key of a department of the council, or `other`. */
  @IsLine(60, WORDS.respondent) respondent!: string;
  /** Of another body: its name. */
  @IsOptional() @IsLine(200, WORDS.otherBody) otherBody?: string;
  @IsIn(CONCERN_KINDS, WORDS.kind) kind!: ConcernKind;
  @IsCivilDate(A_DAY) happenedOn!: string;
  @IsText(5000, WORDS.facts) facts!: string;
  @IsOptional() @IsLine(200, WORDS.clause) clause?: string;
  @IsOptional() @IsCommitmentId(WORDS.commitmentId) commitmentId?: string;
  @IsText(2000, WORDS.remedy) remedy!: string;
  @IsOptional() @IsText(2000, WORDS.tried) tried?: string;
  @IsIn(CONCERN_WAYS, WORDS.way) way!: ConcernWay;
  /** Whether the organisation may be named in what is published. */
  @IsOptional() @IsBoolean() mayBeNamed?: boolean;
  /** For whom, where whoever raises it does not speak for one organisation alone. */
  @IsOptional() @IsLine(300, WORDS.organisation) organisation?: string;
}

/** Take a concern one step on. */
export class TakeStep {
  @IsIn(CONCERN_STEPS, { message: 'Choose what comes next' }) step!: ConcernStep;
  @IsText(2000, WORDS.words) words!: string;
  /** Of an action: by when. */
  @IsOptional() @IsCivilDate(A_DAY) dueOn?: string;
}

/** The account of the body that a concern is about. */
export class GiveAccount {
  @IsText(5000, WORDS.text) text!: string;
}

export class AddDocument {
  @IsLine(200, WORDS.title) title!: string;
  @Matches(/^https:\/\/[^\s]{1,480}$/, WORDS.link) link!: string;
}

export class RecommendationWritten {
  @IsText(500) text!: string;
  @IsCivilDate(A_DAY) dueOn!: string;
}

/** Propose an outcome to the chair of the other side. */
export class ProposeOutcome {
  @IsIn(CONCERN_OUTCOMES, WORDS.outcome) outcome!: ConcernOutcome;
  @IsIn(CONCERN_CAUSES, WORDS.cause) cause!: ConcernCause;
  @IsText(2000, WORDS.words) finding!: string;
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => RecommendationWritten)
  recommendations: RecommendationWritten[] = [];
}

/** Write what was learnt, for everyone. */
export class WriteLearning {
  @IsText(2000, WORDS.lesson) lesson!: string;
  @IsOptional() @IsCommitmentId(WORDS.commitmentId) commitmentId?: string;
  /** The names in it, which whoever wrote it was told of, are meant. */
  @IsOptional() @IsBoolean() namesAreMeant?: boolean;
}

export class ReplyToLearning {
  @IsText(2000, WORDS.words) text!: string;
}

export class WithdrawLearning {
  @IsText(500, WORDS.reason) reason!: string;
}
