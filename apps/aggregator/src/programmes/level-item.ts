import { type Column, columnsNamed } from '#api';
import { IsCivilDate, IsFinancialYear, IsPence } from '#contracts';
import { Label, shown } from '#visibility';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { LEVEL_CHANGES } from './programmes-query.js';
import type { LevelRow } from './programmes.queries.js';

/** The budget of a programme for one financial year, beside that of the year before. Sums are pence. */
@Label('public')
export class ProgrammeLevelItem {
  @IsString() readonly borough!: string;
  @IsUUID() readonly programmeId!: string;
  @IsOptional() @IsString() readonly title!: string | null;
  @IsOptional() @IsString() readonly code!: string | null;
  @IsOptional() @IsString() readonly departmentName!: string | null;
  @IsFinancialYear() readonly financialYear!: string;
  /** Null: a pledge is published for the year, and no level. */
  @IsOptional() @IsPence() readonly amountPence!: number | null;
  @IsOptional() @IsCivilDate() readonly decidedOn!: string | null;
  /** The level as it was first set, where it was changed since. */
  @IsOptional() @IsPence() readonly setPence!: number | null;
  @IsOptional() @IsCivilDate() readonly setOn!: string | null;
  /** Why it was changed after it was set. */
  @IsOptional() @IsString() readonly reason!: string | null;
  @IsOptional() @IsPence() readonly previousPence!: number | null;
  @IsOptional() @IsInt() readonly differencePence!: number | null;
  /** Null: the borough published no level at all for the year before. */
  @IsOptional() @IsIn(LEVEL_CHANGES) readonly change!: string | null;
  /** The pledge that the level will not be below that of the year before, in the borough's words. */
  @IsOptional() @IsString() readonly pledge!: string | null;
  @IsOptional() @IsCivilDate() readonly pledgedOn!: string | null;
  @IsOptional() @IsBoolean() readonly isKept!: boolean | null;
}

export const levelItemOf = (row: LevelRow): ProgrammeLevelItem => shown(ProgrammeLevelItem, row, 'public');

export const LEVEL_COLUMNS: readonly Column<ProgrammeLevelItem>[] = columnsNamed<ProgrammeLevelItem>(
  'borough',
  'programmeId',
  'title',
  'code',
  'departmentName',
  'financialYear',
  'amountPence',
  'decidedOn',
  'setPence',
  'setOn',
  'reason',
  'previousPence',
  'differencePence',
  'change',
  'pledge',
  'pledgedOn',
  'isKept',
);
