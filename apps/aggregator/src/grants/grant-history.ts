import { IsCivilDate, IsPence, IsText, type GrantYear, VARIATION_KINDS } from '#contracts';
import { Label } from '#visibility';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';

/** A public change of a grant after its award. Of a withdrawn one only the mark is there. */
@Label('public')
export class GrantVariation {
  @IsUUID() readonly variationId!: string;
  @IsOptional() @IsIn(VARIATION_KINDS) readonly kind!: string | null;
  /** The first day of the change; of an early warning, the day from which it may come. */
  @IsOptional() @IsCivilDate() readonly effectiveOn!: string | null;
  @IsOptional() @IsPence() readonly previousAmountPence!: number | null;
  @IsOptional() @IsPence() readonly amountPence!: number | null;
  /** Less than nought for a cut. */
  @IsOptional() @IsInt() readonly differencePence!: number | null;
  @IsOptional() @IsArray() readonly years!: readonly GrantYear[] | null;
  @IsOptional() @IsCivilDate() readonly toldInWritingOn!: string | null;
  @IsOptional() @IsCivilDate() readonly receivedOn!: string | null;
  @IsOptional() @IsCivilDate() readonly madePublicOn!: string | null;
  @IsOptional() @IsString() readonly reason!: string | null;
  @IsOptional() @IsString() readonly exceptionGround!: string | null;
  @IsOptional() @IsString() readonly exceptionApprovedBy!: string | null;
  @IsOptional() @IsBoolean() readonly agreedShorter!: boolean | null;
  @IsOptional() @IsString() readonly warnedOf!: string | null;
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsString() readonly withdrawnReason!: string | null;
}

/** The record of an award was put right. */
@Label('public')
export class GrantCorrection {
  @IsArray() @IsText(60, { each: true }) readonly fields!: readonly string[];
  @IsText(1000) readonly reason!: string;
  /** The day, in London, on which the borough recorded it. */
  @IsCivilDate() readonly recordedOn!: string;
}

/** What was told of a grant after its award, in the order in which it was told. */
export interface GrantHistory {
  readonly variations: readonly GrantVariation[];
  readonly corrections: readonly GrantCorrection[];
}

export const VARIATION_COLUMNS = `
  variation_id as "variationId", kind, effective_on::text as "effectiveOn", previous_pence::float8 as "previousAmountPence",
  case when withdrawn_on is null then amount_pence::float8 end as "amountPence", difference_pence::float8 as "differencePence",
  case when withdrawn_on is null then years end as years, told_in_writing_on::text as "toldInWritingOn", received_on::text as "receivedOn",
  made_public_on::text as "madePublicOn", reason, exception_ground as "exceptionGround", exception_approved_by as "exceptionApprovedBy",
  agreed_shorter as "agreedShorter", warned_of as "warnedOf", withdrawn_on::text as "withdrawnOn", withdrawn_reason as "withdrawnReason"`;
