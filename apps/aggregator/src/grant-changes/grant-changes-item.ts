import type { Column } from '#api';
import { IsFinancialYear } from '#contracts';
import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { type AwardChanges, type BoroughYear, KINDS_OF_CHANGE, type LevelChanges } from './grant-changes.js';

/** How many, and what they come to. Less than nought for cuts and endings. */
@Label('public')
export class FigureItem {
  @IsInt() readonly count!: number;
  @IsInt() readonly amountPence!: number;
}

/** Pledges for the year, what their levels come to, and how many were kept. */
@Label('public')
export class ProtectedItem extends FigureItem {
  @IsInt() readonly kept!: number;
  @IsInt() readonly notKept!: number;
  /** A level is missing, so that it cannot be told. */
  @IsInt() readonly notKnown!: number;
}

/** Levels of programmes beside the year before. Null: the borough published no level for the year before. */
@Label('public')
export class LevelChangesItem {
  @ValidateNested() @Type(() => FigureItem) readonly programmes!: FigureItem;
  @IsOptional() @ValidateNested() @Type(() => FigureItem) readonly new!: FigureItem | null;
  @IsOptional() @ValidateNested() @Type(() => FigureItem) readonly raised!: FigureItem | null;
  @IsOptional() @ValidateNested() @Type(() => FigureItem) readonly cut!: FigureItem | null;
  @IsOptional() @ValidateNested() @Type(() => FigureItem) readonly ended!: FigureItem | null;
  @IsOptional() @ValidateNested() @Type(() => FigureItem) readonly unchanged!: FigureItem | null;
  @ValidateNested() @Type(() => ProtectedItem) readonly protected!: ProtectedItem;
}

/** Awards made in the year, and variations that took effect in it. */
@Label('public')
export class AwardChangesItem {
  @ValidateNested() @Type(() => FigureItem) readonly new!: FigureItem;
  @ValidateNested() @Type(() => FigureItem) readonly raised!: FigureItem;
  @ValidateNested() @Type(() => FigureItem) readonly cut!: FigureItem;
  @ValidateNested() @Type(() => FigureItem) readonly ended!: FigureItem;
}

/** What changed in one borough and one financial year; of the borough's own funding, from public records. */
@Label('public')
export class GrantChangesItem {
  @IsString() readonly borough!: string;
  @IsFinancialYear() readonly financialYear!: string;
  /** `no-data`: the borough published nothing for this year, which is not nought. */
  @IsIn(['published', 'no-data']) readonly state!: BoroughYear['state'];
  @IsOptional() @ValidateNested() @Type(() => LevelChangesItem) readonly levels!: LevelChanges | null;
  @IsOptional() @ValidateNested() @Type(() => AwardChangesItem) readonly awards!: AwardChanges | null;
}

type Value = Column<GrantChangesItem>['value'];
const pair = (name: string, figure: (item: GrantChangesItem) => FigureItem | null | undefined): Column<GrantChangesItem>[] => [
  { heading: `${name}Count`, value: ((item) => figure(item)?.count) satisfies Value },
  { heading: `${name}Pence`, value: ((item) => figure(item)?.amountPence) satisfies Value },
];

/** One row a borough and year. What is missing is an empty cell, never nought. */
export const GRANT_CHANGES_COLUMNS: readonly Column<GrantChangesItem>[] = [
  { heading: 'borough', value: ({ borough }) => borough },
  { heading: 'financialYear', value: ({ financialYear }) => financialYear },
  { heading: 'state', value: ({ state }) => state },
  ...pair('levelsProgrammes', ({ levels }) => levels?.programmes),
  ...[...KINDS_OF_CHANGE, 'unchanged' as const].flatMap((kind) => pair(`levels${titled(kind)}`, ({ levels }) => levels?.[kind])),
  ...pair('levelsProtected', ({ levels }) => levels?.protected),
  { heading: 'levelsProtectedKept', value: ({ levels }) => levels?.protected.kept },
  ...KINDS_OF_CHANGE.flatMap((kind) => pair(`awards${titled(kind)}`, ({ awards }) => awards?.[kind])),
];

function titled(kind: string): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}
