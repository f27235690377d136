import {
  CONCERN_CAUSES,
  CONCERN_KINDS,
  CONCERN_OUTCOMES,
  type ConcernCause,
  type ConcernKind,
  type ConcernOutcome,
  IsCivilDate,
  IsFinancialYear,
} from '#contracts';
import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { CONCERN_WAYS, type ConcernWay } from './concern-kinds.js';
import { CONCERN_STATES, CONCERN_STEPS, type ConcernState, type ConcernStep } from './concern-states.js';

/** What has to be done by when. */
@Label('case')
export class ConcernClockView {
  @IsString() readonly says!: string;
  @IsCivilDate() readonly dueOn!: string;
  /** “Day 6 of 20”. */
  @IsString() readonly inWords!: string;
  @IsInt() readonly lateBy!: number;
}

/** A concern, for those who may read it. Who raised it is no part of it. */
@Label('case')
export class ConcernView {
  /** By chance; it does not tell how many there are. */
  @IsString() readonly reference!: string;
  @IsIn(CONCERN_WAYS) readonly way!: ConcernWay;
  @IsIn(CONCERN_KINDS) readonly kind!: ConcernKind;
  @IsString() readonly respondent!: string;
  /** Null while it is one of too few that raise the same. */
  @IsOptional() @IsCivilDate() readonly raisedOn!: string | null;
  @IsIn(CONCERN_STATES) readonly state!: ConcernState;
  @IsOptional() @ValidateNested() @Type(() => ConcernClockView) readonly clock!: ConcernClockView | null;
  @IsOptional() @IsString() readonly commitmentId!: string | null;
  @IsOptional() @IsString() readonly clause!: string | null;
  @IsOptional() @IsIn(CONCERN_OUTCOMES) readonly outcome!: ConcernOutcome | null;
  /** For both co-chairs alone: whether funding of who raised it changed within twelve months after. Null for everybody else. */
  @IsOptional() @IsBoolean() readonly fundingChanged!: boolean | null;
}

@Label('case')
export class AccountView {
  @IsCivilDate() readonly happenedOn!: string;
  @IsString() readonly facts!: string;
  @IsOptional() @IsString() readonly clause!: string | null;
  @IsOptional() @IsString() readonly commitmentId!: string | null;
  @IsString() readonly remedy!: string;
  @IsOptional() @IsString() readonly tried!: string | null;
}

@Label('case')
export class TakenStepView {
  @IsIn(CONCERN_STEPS) readonly step!: ConcernStep;
  @IsCivilDate() readonly on!: string;
  @IsString() readonly words!: string;
}

@Label('case')
export class DocumentView {
  @IsString() readonly title!: string;
  @IsString() readonly link!: string;
}

@Label('case')
export class RecommendationView {
  @IsString() readonly text!: string;
  @IsCivilDate() readonly dueOn!: string;
}

/** What both chairs agreed on. */
@Label('case')
export class FoundOutcomeView {
  @IsIn(CONCERN_OUTCOMES) readonly outcome!: ConcernOutcome;
  @IsIn(CONCERN_CAUSES) readonly cause!: ConcernCause;
  @IsString() readonly finding!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => RecommendationView) readonly recommendations!: readonly RecommendationView[];
}

@Label('case')
export class ActionView {
  @IsString() readonly text!: string;
  @IsCivilDate() readonly dueOn!: string;
}

@Label('case')
export class LearningReplyView {
  @IsString() readonly by!: string;
  @IsString() readonly text!: string;
}

/** What was learnt, before it is published and after. */
@Label('case')
export class LearningView {
  @IsString() readonly lesson!: string;
  @IsOptional() @IsString() readonly commitmentId!: string | null;
  @IsCivilDate() readonly replyUntil!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => LearningReplyView) readonly replies!: readonly LearningReplyView[];
  @IsOptional() @IsCivilDate() readonly publishedOn!: string | null;
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
}

/** A change of a grant. Where the way of raising does not name the chairs, every field is null: that one was made is all they are told. */
@Label('case')
export class FundingChangeView {
  @IsOptional() @IsUUID() readonly grantId!: string | null;
  @IsOptional() @IsString() readonly grantTitle!: string | null;
  @IsOptional() @IsString() readonly kind!: string | null;
  @IsOptional() @IsCivilDate() readonly recordedOn!: string | null;
  @IsOptional() @IsCivilDate() readonly effectiveOn!: string | null;
}

/** A concern with all that whoever reads it may read. */
@Label('case')
export class ConcernInFull extends ConcernView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => AccountView) readonly accounts!: readonly AccountView[];
  /** Who raised it; null for those whom the way of raising does not name. */
  @IsOptional() @IsArray() @IsString({ each: true }) readonly raisedBy!: readonly string[] | null;
  @IsOptional() @IsString() readonly respondentAccount!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => DocumentView) readonly documents!: readonly DocumentView[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => TakenStepView) readonly steps!: readonly TakenStepView[];
  @IsArray() @IsString({ each: true }) readonly interests!: readonly string[];
  @IsOptional() @ValidateNested() @Type(() => FoundOutcomeView) readonly found!: FoundOutcomeView | null;
  @IsOptional() @IsCivilDate() readonly outcomeAgreedOn!: string | null;
  @IsOptional() @ValidateNested() @Type(() => ActionView) readonly action!: ActionView | null;
  @IsOptional() @ValidateNested() @Type(() => LearningView) readonly learning!: LearningView | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => FundingChangeView) readonly fundingChanges!: readonly FundingChangeView[];
}

/** What was learnt from a concern, as everyone reads it. */
@Label('public')
export class PublishedLearningView {
  @IsUUID() readonly learningId!: string;
  @IsOptional() @IsString() readonly commitmentId!: string | null;
  @IsIn(CONCERN_KINDS) readonly kind!: ConcernKind;
  @IsIn(CONCERN_CAUSES) readonly cause!: ConcernCause;
  @IsIn(CONCERN_OUTCOMES) readonly outcome!: ConcernOutcome;
  @IsString() readonly lesson!: string;
  @IsFinancialYear() readonly financialYear!: string;
}

/** How often a cause was found in a half-year that is over, in bands: a smaller number could name somebody. */
@Label('public')
export class CauseCountView {
  /** Like “October 2025 to March 2026”. */
  @IsString() readonly halfYear!: string;
  @IsIn(CONCERN_CAUSES) readonly cause!: ConcernCause;
  @IsString() readonly concerns!: string;
}

/** A concern that was raised, by the reference under which it is found. */
@Label('case')
export class RaisedConcernView {
  @IsString() readonly reference!: string;
}
