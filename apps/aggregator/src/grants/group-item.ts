import type { Column } from '#api';
import { IsCivilDate, IsPence } from '#contracts';
import { Label, shown } from '#visibility';
import { IsArray, IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import type { GroupRow, Grouping } from './grant-groups.queries.js';
import { GROUPS } from './grants-query.js';

/** The grants of a register that have something in common: how many, and what they come to. */
@Label('public')
export class GrantGroupItem {
  @IsIn(GROUPS) readonly group!: string;
  /** An identifier of an organisation or funder, the id of a programme or department; null: none is recorded. */
  @IsOptional() @IsString() readonly key!: string | null;
  @IsOptional() @IsString() readonly name!: string | null;
  /** The code of the borough, where there is only one. */
  @IsOptional() @IsString() readonly borough!: string | null;
  @IsArray() @IsString({ each: true }) readonly boroughs!: readonly string[];
  @IsInt() readonly grants!: number;
  @IsPence() readonly amountPence!: number;
  @IsInt() readonly funders!: number;
  @IsCivilDate() readonly firstAwardedOn!: string;
  @IsCivilDate() readonly lastAwardedOn!: string;
}

export function groupItemOf(group: Grouping, row: GroupRow): GrantGroupItem {
  const { key, name, boroughs, grants, amountPence, funders, firstAwardedOn, lastAwardedOn } = row;
  const borough = boroughs.length === 1 ? (boroughs[0] ?? null) : null;
  const item = { group, key, name, borough, boroughs, grants, amountPence, funders, firstAwardedOn, lastAwardedOn };
  return shown(GrantGroupItem, item, 'public');
}

export const GROUP_COLUMNS: readonly Column<GrantGroupItem>[] = [
  { heading: 'group', value: ({ group }) => group },
  { heading: 'key', value: ({ key }) => key },
  { heading: 'name', value: ({ name }) => name },
  { heading: 'boroughs', value: ({ boroughs }) => boroughs.join(' ') },
  { heading: 'grants', value: ({ grants }) => grants },
  { heading: 'amountPence', value: ({ amountPence }) => amountPence },
  { heading: 'funders', value: ({ funders }) => funders },
  { heading: 'firstAwardedOn', value: ({ firstAwardedOn }) => firstAwardedOn },
  { heading: 'lastAwardedOn', value: ({ lastAwardedOn }) => lastAwardedOn },
];
