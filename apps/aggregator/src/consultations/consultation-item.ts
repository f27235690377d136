import { type Column, columnsNamed } from '#api';
import { daysOpen } from '#commitments';
import {
  CONSULTATION_KINDS,
  CONSULTATION_METHODS,
  CONSULTED_SIDES,
  type ConsultationKind,
  type ConsultationMethod,
  type ConsultedSide,
  IsCivilDate,
  PublishedExtension,
  PublishedOutcome,
} from '#contracts';
import { Label, shown } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { CONSULTATION_STATES, type ConsultationState } from './consultations-query.js';

/** A consultation of a borough, as it stands today. */
@Label('public')
export class ConsultationItem {
  @IsString() readonly borough!: string;
  @IsUUID() readonly consultationId!: string;
  @IsString() readonly title!: string;
  @IsIn(CONSULTATION_KINDS) readonly kind!: ConsultationKind;
  @IsIn(CONSULTATION_STATES) readonly state!: ConsultationState;
  /** The department that runs it; null where the Compact Implementation Group does. */
  @IsOptional() @IsUUID() readonly departmentId!: string | null;
  @IsOptional() @IsString() readonly departmentName!: string | null;
  /** The day of its forward notice; null where it is of the time before these records. */
  @IsOptional() @IsCivilDate() readonly announcedOn!: string | null;
  @IsCivilDate() readonly opensOn!: string;
  /** The last day, as it was first said. */
  @IsCivilDate() readonly closesOn!: string;
  /** The last day as it stands, after every extension. */
  @IsCivilDate() readonly answersUntil!: string;
  /** Answers are taken until five in the afternoon of the last day at least; where not, that day does not count. */
  @IsBoolean() readonly openUntilFive!: boolean;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PublishedExtension) readonly extensions!: readonly PublishedExtension[];
  /** For how many days it takes answers without a gap, as the rule on the length of consultations counts; null once it is withdrawn. */
  @IsOptional() @IsInt() readonly days!: number | null;
  @IsOptional() @IsCivilDate() readonly outcomePublishedOn!: string | null;
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
}

/** All that everyone may know of a consultation. */
@Label('public')
export class ConsultationInFull extends ConsultationItem {
  @IsString() readonly about!: string;
  /** Of an informal or statutory one: why the usual length does not apply. */
  @IsOptional() @IsString() readonly ground!: string | null;
  /** The version of the Compact, or of a code of practice, that it asks about. */
  @IsOptional() @IsUUID() readonly compactVersionId!: string | null;
  /** What that version is called, once it was adopted; null before. */
  @IsOptional() @IsString() readonly compactVersionTitle!: string | null;
  @IsArray() @IsIn(CONSULTATION_METHODS, { each: true }) readonly methods!: readonly ConsultationMethod[];
  /** The sides of the Compact whose people are asked. */
  @IsArray() @IsIn(CONSULTED_SIDES, { each: true }) readonly reaches!: readonly ConsultedSide[];
  /** Why it is shorter than promised, in the borough's words, and since when everyone could read that. */
  @IsOptional() @IsString() readonly shortReason!: string | null;
  @IsOptional() @IsCivilDate() readonly shortReasonPublishedOn!: string | null;
  @IsOptional() @IsString() readonly withdrawnBecause!: string | null;
  @IsOptional() @ValidateNested() @Type(() => PublishedOutcome) readonly outcome!: PublishedOutcome | null;
}

/** As it is read; its length is worked out from its days. */
export type Read<Item extends ConsultationItem> = Omit<Item, 'days'>;

const daysOf = (row: Read<ConsultationItem>): number | null => (row.withdrawnOn === null ? daysOpen(row) : null);

export const consultationItemOf = (row: Read<ConsultationItem>): ConsultationItem =>
  shown(ConsultationItem, { ...row, days: daysOf(row) }, 'public');

export const consultationInFullOf = (row: Read<ConsultationInFull>): ConsultationInFull =>
  shown(ConsultationInFull, { ...row, days: daysOf(row) }, 'public');

export const CONSULTATION_COLUMNS: readonly Column<ConsultationItem>[] = [
  ...columnsNamed<ConsultationItem>('borough', 'consultationId', 'title', 'kind', 'state', 'departmentId', 'departmentName'),
  ...columnsNamed<ConsultationItem>('announcedOn', 'opensOn', 'closesOn', 'answersUntil', 'openUntilFive', 'days'),
  ...columnsNamed<ConsultationItem>('outcomePublishedOn', 'withdrawnOn'),
];
