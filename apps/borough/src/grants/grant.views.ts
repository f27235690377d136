import {
  ADVANCE_PAYMENTS,
  type AdvancePayment,
  FunderRef,
  GrantYear,
  IsCivilDate,
  IsPence,
  VARIATION_KINDS,
  type VariationKind,
  type WarnedChange,
} from '#contracts';
import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { GRANT_STATUSES, type GrantStatus, type StatusBasis } from './grant-status.js';

@Label('public')
export class OrganisationOfGrant {
  @IsUUID() readonly id!: string;
  @IsString() readonly identifier!: string;
  @IsString() readonly name!: string;
}

@Label('public')
export class DepartmentOfGrant {
  @IsString() readonly key!: string;
  @IsString() readonly name!: string;
}

@Label('public')
export class ProgrammeOfGrant {
  @IsUUID() readonly id!: string;
  @IsString() readonly title!: string;
  @IsOptional() @IsString() readonly code!: string | null;
}

/** A grant as everyone may see it: its award, and how it stands after the changes that are public. */
@Label('public')
export class GrantView {
  @IsUUID() readonly id!: string;
  /** The 360Giving identifier. */
  @IsString() readonly identifier!: string;
  @IsString() readonly title!: string;
  @IsString() readonly description!: string;
  @ValidateNested() @Type(() => OrganisationOfGrant) readonly organisation!: OrganisationOfGrant;
  @ValidateNested() @Type(() => FunderRef) readonly funder!: FunderRef;
  @IsOptional() @ValidateNested() @Type(() => DepartmentOfGrant) readonly department!: DepartmentOfGrant | null;
  @IsOptional() @ValidateNested() @Type(() => ProgrammeOfGrant) readonly programme!: ProgrammeOfGrant | null;
  @IsOptional() @IsPence() readonly amountAppliedForPence!: number | null;
  @IsPence() readonly amountAwardedPence!: number;
  /** The whole grant after its public changes. */
  @IsPence() readonly amountPence!: number;
  @IsCivilDate() readonly awardedOn!: string;
  @IsOptional() @IsCivilDate() readonly startsOn!: string | null;
  @IsOptional() @IsCivilDate() readonly endsOn!: string | null;
  @IsOptional() @IsInt() readonly durationMonths!: number | null;
  /** What each financial year pays after the public changes; empty where it is not recorded. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: GrantYear[];
  @IsIn(ADVANCE_PAYMENTS) readonly paidInAdvance!: AdvancePayment;
  @IsOptional() @IsBoolean() readonly openCall!: boolean | null;
  /** The first day without support, where it was ended before its time. */
  @IsOptional() @IsCivilDate() readonly endedFrom!: string | null;
  /** Computed from the dates, today. */
  @IsIn(GRANT_STATUSES) readonly status!: GrantStatus;
  /** The status as a sentence with its date. */
  @IsString() readonly statusSays!: string;
  @IsString() readonly statusBasis!: StatusBasis;
}

/** A change of a grant, as everyone may see it once the organisation was told and the decision is public. */
@Label('public')
export class VariationView {
  @IsUUID() readonly id!: string;
  @IsIn(VARIATION_KINDS) readonly kind!: VariationKind;
  @IsIn(['unconditional', 'early-warning']) readonly certainty!: 'unconditional' | 'early-warning';
  @IsCivilDate() readonly effectiveOn!: string;
  @IsString() readonly reason!: string;
  @IsOptional() @IsPence() readonly previousAmountPence!: number | null;
  @IsOptional() @IsPence() readonly amountPence!: number | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: GrantYear[];
  @IsOptional() @IsIn(['reduction', 'ending']) readonly warnedOf!: WarnedChange | null;
  @IsOptional() @IsCivilDate() readonly toldInWritingOn!: string | null;
  @IsOptional() @IsCivilDate() readonly receivedOn!: string | null;
  @IsOptional() @IsString() readonly exceptionGround!: string | null;
  @IsOptional() @IsString() readonly exceptionApprovedBy!: string | null;
  @IsBoolean() readonly agreedShorter!: boolean;
  @IsOptional() @IsCivilDate() readonly madePublicOn!: string | null;
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsString() readonly withdrawalReason!: string | null;
}

/** A grant with its public changes, first to last. */
@Label('public')
export class GrantWithVariations extends GrantView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => VariationView) readonly variations!: VariationView[];
}

/** All that is left of a grant that was withdrawn. */
@Label('public')
export class WithdrawnGrant {
  @IsUUID() readonly id!: string;
  @IsIn(['withdrawn']) readonly status!: 'withdrawn';
  @IsString() readonly statusSays!: string;
  @IsCivilDate() readonly withdrawnOn!: string;
  @IsString() readonly reason!: string;
}

/** A change as the officers of the department see it, also before it is public. */
@Label('borough')
export class RecordedVariation extends VariationView {
  @IsBoolean() readonly isPublic!: boolean;
  @IsCivilDate() readonly recordedOn!: string;
}

/** For the officers of the department alone. */
@Label('case')
export class PaymentHoldView {
  @IsUUID() readonly id!: string;
  @IsCivilDate() readonly from!: string;
  @IsOptional() @IsCivilDate() readonly until!: string | null;
  @IsString() readonly reason!: string;
  @IsCivilDate() readonly recordedOn!: string;
}

@Label('borough')
export class HistoryView {
  @IsString() readonly at!: string;
  @IsString() readonly role!: string;
  @IsOptional() @IsString() readonly heldFor!: string | null;
  @IsString() readonly act!: string;
  @IsOptional() @IsString() readonly reason!: string | null;
}

/** A grant as it stands for the officers of its department: after all its changes, public or not. */
@Label('borough')
export class StandingGrant extends GrantView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => RecordedVariation) readonly variations!: RecordedVariation[];
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsString() readonly withdrawalReason!: string | null;
}

/** All that is kept of a grant, with what is labelled `case`: whoever is shown that is written down. */
@Label('borough')
export class GrantRecord extends StandingGrant {
  /** Null for a role that may not read them. */
  @Label('case') @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => PaymentHoldView) readonly paymentHolds!:
    PaymentHoldView[] | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => HistoryView) readonly history!: HistoryView[];
}
