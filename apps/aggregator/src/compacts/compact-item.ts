import { type Column, columnsNamed } from '#api';
import { STANDING_STATES, type StandingState } from '#commitments';
import { COMPACT_STANDINGS, CompactClause, type CompactStanding, IsCivilDate, IsImpreciseDate } from '#contracts';
import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** How the Compact of one borough stands, and the version that is in force. */
@Label('public')
export class CompactItem {
  @IsString() readonly borough!: string;
  /** `null`: the borough told nothing of its Compact, which is not that it has none. */
  @IsOptional() @IsIn(STANDING_STATES) readonly state!: StandingState | null;
  @IsOptional() @IsUUID() readonly versionId!: string | null;
  @IsOptional() @IsString() readonly documentTitle!: string | null;
  @IsOptional() @IsString() readonly label!: string | null;
  @IsOptional() @IsString() readonly adoptedBy!: string | null;
  @IsOptional() @IsImpreciseDate() readonly adoptedOn!: string | null;
  @IsOptional() @IsImpreciseDate() readonly inForceFrom!: string | null;
  /** Null: no day was agreed, or nothing is in force. */
  @IsOptional() @IsCivilDate() readonly reviewDueOn!: string | null;
  @IsInt() readonly clauses!: number;
  /** Versions of the Compact that were ever adopted. */
  @IsInt() readonly versions!: number;
  /** Codes of practice that are in force beside it. */
  @IsInt() readonly codes!: number;
}

export const COMPACT_COLUMNS: readonly Column<CompactItem>[] = columnsNamed<CompactItem>(
  'borough',
  'state',
  'versionId',
  'documentTitle',
  'label',
  'adoptedBy',
  'adoptedOn',
  'inForceFrom',
  'reviewDueOn',
  'clauses',
  'versions',
  'codes',
);

/** One adopted version of the Compact of a borough, or of a code of practice, with its text. */
@Label('public')
export class CompactVersionItem {
  @IsString() readonly borough!: string;
  @IsUUID() readonly versionId!: string;
  @IsUUID() readonly documentId!: string;
  @IsIn(['compact', 'code']) readonly kind!: 'compact' | 'code';
  @IsString() readonly documentTitle!: string;
  @IsString() readonly label!: string;
  @IsString() readonly adoptedBy!: string;
  @IsImpreciseDate() readonly adoptedOn!: string;
  @IsImpreciseDate() readonly inForceFrom!: string;
  @IsOptional() @IsCivilDate() readonly reviewDueOn!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => CompactClause) readonly clauses!: readonly CompactClause[];
}

/** What a borough said of how its Compact stands, from a day on, and why. */
@Label('public')
export class SaidStandingItem {
  @IsIn(COMPACT_STANDINGS) readonly standing!: CompactStanding;
  @IsCivilDate() readonly from!: string;
  @IsString() readonly reason!: string;
}

/** An adoption that was recorded wrongly and taken back: only the mark of it stays. */
@Label('public')
export class AdoptionWithdrawalItem {
  @IsString() readonly borough!: string;
  @IsUUID() readonly versionId!: string;
  @IsUUID() readonly documentId!: string;
  @IsString() readonly label!: string;
  @IsCivilDate() readonly withdrawnOn!: string;
  @IsString() readonly reason!: string;
}

export const WITHDRAWAL_COLUMNS: readonly Column<AdoptionWithdrawalItem>[] = columnsNamed<AdoptionWithdrawalItem>(
  'borough',
  'versionId',
  'documentId',
  'label',
  'withdrawnOn',
  'reason',
);
