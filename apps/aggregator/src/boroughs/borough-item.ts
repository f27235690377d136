import type { Column } from '#api';
import { IsCivilDate, IsText } from '#contracts';
import { Label, shown } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsDateString, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { BoroughStanding } from './boroughs.service.js';

export const FRESHNESS_STATES = ['up-to-date', 'publisher-quiet', 'link-down', 'gap', 'hub-behind', 'partly-published'] as const;

/** How far one kind of record of a borough is published, and how fresh it is. */
@Label('public')
export class RecordTypeItem {
  @IsText(60) readonly recordType!: string;
  /** The day it is complete to; null: not published yet. */
  @IsOptional() @IsCivilDate() readonly completeTo!: string | null;
  /** Days without news that the borough agreed to. */
  @IsInt() readonly agreedDays!: number;
  /** Days that usually pass between two days of publishing, over the last year; null: too few to tell. */
  @IsOptional() @IsInt() readonly usualDays!: number | null;
  @IsIn(FRESHNESS_STATES) readonly state!: string;
  @IsText(1000) readonly sentence!: string;
}

/** A borough and how fresh its records are here. */
@Label('public')
export class BoroughItem {
  @IsString() readonly borough!: string;
  @IsText(200) readonly name!: string;
  /** The council as a body, and its name. */
  @IsString() readonly bodyIdentifier!: string;
  @IsText(300) readonly bodyName!: string;
  /** GSS code of the place. */
  @IsString() readonly placeCode!: string;
  @IsIn(FRESHNESS_STATES) readonly state!: string;
  /** The state with its cause and dates. */
  @IsText(1000) readonly sentence!: string;
  /** The last position that is applied here. */
  @IsInt() readonly position!: number;
  /** The last position that the borough says there is; null: never heard. */
  @IsOptional() @IsInt() readonly publishedPosition!: number | null;
  /** Events between the two. */
  @IsOptional() @IsInt() readonly lag!: number | null;
  /** Events that could not be applied and are set aside. */
  @IsInt() readonly parked!: number;
  @IsOptional() @IsDateString() readonly heardAt!: string | null;
  @IsOptional() @IsDateString() readonly appliedAt!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => RecordTypeItem) readonly recordTypes!: readonly RecordTypeItem[];
}

export function boroughItemOf(standing: BoroughStanding): BoroughItem {
  const { borough, state, sentence, position, publishedPosition, parked, heardAt, appliedAt, recordTypes } = standing;
  const item = {
    borough: borough.code,
    name: borough.name,
    bodyIdentifier: borough.body.identifier,
    bodyName: borough.body.name,
    placeCode: borough.placeCode,
    state,
    sentence,
    position,
    publishedPosition,
    lag: publishedPosition === null ? null : Math.max(0, publishedPosition - position),
    parked,
    heardAt,
    appliedAt,
    recordTypes: recordTypes.map(({ name, ...recordType }) => ({ recordType: name, ...recordType })),
  };
  return shown(BoroughItem, item, 'public');
}

const single = [
  'borough',
  'name',
  'bodyIdentifier',
  'bodyName',
  'placeCode',
  'state',
  'sentence',
  'position',
  'publishedPosition',
  'lag',
  'parked',
  'heardAt',
  'appliedAt',
] as const;

/** One row a borough; for each kind of record the day it is complete to. */
export const boroughColumns = (recordTypes: readonly string[]): Column<BoroughItem>[] => [
  ...single.map((heading) => ({ heading, value: (item: BoroughItem) => item[heading] })),
  ...recordTypes.map((name) => ({
    heading: `${name}CompleteTo`,
    value: (item: BoroughItem) => item.recordTypes.find(({ recordType }) => recordType === name)?.completeTo,
  })),
];
