import { IsCivilDate } from '#contracts';
import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator';
import { LensItem, MarksItem, PromiseItem } from './comparison-item.js';

/** What the borough's own words came to while they were the same. */
@Label('public')
export class OwnWordRunItem {
  /** The day in the year from which these words decided; null where they did already when it began. */
  @IsOptional() @IsCivilDate() readonly from!: string | null;
  @ValidateNested() @Type(() => PromiseItem) readonly promise!: PromiseItem;
  @ValidateNested() @Type(() => LensItem) readonly result!: LensItem;
}

/** One financial year by itself. */
@Label('public')
export class HistoryYearItem {
  @IsString() readonly financialYear!: string;
  @ValidateNested() @Type(() => LensItem) readonly commonMeasure!: LensItem;
  /** Before and after a change of the words stand apart. Empty where the chairs mark it. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => OwnWordRunItem) readonly ownWord!: readonly OwnWordRunItem[];
  /** What the chairs marked last in that year. */
  @IsOptional() @ValidateNested() @Type(() => MarksItem) readonly marks!: MarksItem | null;
}

/** A day on which the words changed that a borough is held against. */
@Label('public')
export class WordingBreakItem {
  @IsCivilDate() readonly on!: string;
  @ValidateNested() @Type(() => PromiseItem) readonly before!: PromiseItem;
  @ValidateNested() @Type(() => PromiseItem) readonly after!: PromiseItem;
}

@Label('public')
export class BoroughHistoryItem {
  @IsString() readonly borough!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => HistoryYearItem) readonly years!: readonly HistoryYearItem[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => WordingBreakItem) readonly breaks!: readonly WordingBreakItem[];
}

/** One commitment over the years, with every borough in the order of their names. The snapshot gives the same answer again. */
@Label('public')
export class CommitmentHistoryItem {
  @IsString() readonly asAt!: string;
  @IsString() readonly catalogue!: string;
  @IsString() readonly commitmentId!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => BoroughHistoryItem) readonly boroughs!: readonly BoroughHistoryItem[];
}

/** One line of the table: one financial year, or a part of it by the same words, in one borough by one lens. */
export interface HistoryLine {
  readonly commitmentId: string;
  readonly borough: string;
  readonly financialYear: string;
  readonly lens: string;
  /** The day from which the borough's words decided; null where they did all the year, and by the common measure. */
  readonly from: string | null;
  readonly relation: string | null;
  readonly state: string;
  readonly n: number;
  readonly met: number | null;
  readonly rate: number | null;
  readonly says: string | null;
  readonly marks: string | null;
  readonly catalogue: string;
  readonly asAt: string;
}
