import { ListQuery } from '#api';
import { IsFinancialYear, IsText } from '#contracts';
import { AMOUNT_BANDS, type AmountBand } from '#grant-files';
import { AsList } from '#pages';
import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';
import { GRANT_STATUSES } from './grant-status.js';

export const GROUPS = ['grant', 'organisation', 'programme', 'department', 'funder'] as const;
export type Group = (typeof GROUPS)[number];

/** Which change the financial year is that of: the award, or a variation that took effect in it. */
export const CHANGES = ['new', 'raised', 'cut', 'ended'] as const;
export type Change = (typeof CHANGES)[number];

export const SORTS = ['awarded', 'amount', 'organisation', 'title', 'ends'] as const;
export type Sort = (typeof SORTS)[number];

export const DIRECTIONS = ['ascending', 'descending'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The order of the register: newest awards first, unless asked otherwise. */
export interface Order {
  readonly sort: Sort;
  readonly direction: Direction;
}

const MOST_VALUES = 50;
const years = { each: true, message: 'Give a financial year like 2026/27.' };
const oneOf = (what: string, values: readonly string[]) => ({ each: true, message: `${what} is one of ${values.join(', ')}.` });
const sizes = Object.keys(AMOUNT_BANDS);

/** What is asked of the register. Each part may be repeated but q, change, funding, sort and group; the words are those of the address. */
export class GrantsQuery extends ListQuery {
  /** Codes of boroughs. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
  /** A programme's id or title, or `none`. */
  @AsList() @ArrayMaxSize(MOST_VALUES) @IsText(200, { each: true }) programme: string[] = [];
  /** An organisation's identifier, such as GB-CHC-1164883; it stands for every identifier that is connected with it. */
  @AsList() @ArrayMaxSize(MOST_VALUES) @IsText(200, { each: true }) organisation: string[] = [];
  /** A department's id or name, or `none`. */
  @AsList() @ArrayMaxSize(MOST_VALUES) @IsText(200, { each: true }) department: string[] = [];
  /** A funder's identifier, such as GB-LAE-WSM. */
  @AsList() @ArrayMaxSize(MOST_VALUES) @IsText(200, { each: true }) funder: string[] = [];
  /** The year of the award; with `change`, the year in which the change took effect. */
  @AsList() @ArrayMaxSize(MOST_VALUES) @IsFinancialYear(years) financialYear: string[] = [];
  @AsList()
  @ArrayMaxSize(10)
  @IsIn([...GRANT_STATUSES, 'withdrawn'], oneOf('A status', [...GRANT_STATUSES, 'withdrawn']))
  status: string[] = [];
  @AsList() @ArrayMaxSize(10) @IsIn(sizes, oneOf('A size', sizes)) size: AmountBand[] = [];
  @IsOptional() @IsIn(CHANGES, { message: 'A change is new, raised, cut or ended.' }) change?: Change;
  /** `own`: the borough's own funding; `other`: grants of other funders that the borough publishes. */
  @IsOptional() @IsIn(['own', 'other'], { message: 'Funding is own or other.' }) funding?: 'own' | 'other';
  /** Words in the title, description or name of the organisation, or the grant's own identifier. */
  @IsOptional() @IsText(200, { message: 'Search for at most 200 characters.' }) q?: string;
  @IsOptional() @IsIn(SORTS, { message: `Sort by one of ${SORTS.join(', ')}.` }) sort?: Sort;
  /** Newest and largest first where nothing is said; words from A to Z. */
  @IsOptional() @IsIn(DIRECTIONS, { message: 'A direction is ascending or descending.' }) direction?: Direction;
  @IsOptional() @IsIn(GROUPS, { message: `Group by one of ${GROUPS.join(', ')}.` }) group?: Group;

  get order(): Order {
    const sort = this.sort ?? 'awarded';
    return { sort, direction: this.direction ?? (sort === 'awarded' || sort === 'amount' ? 'descending' : 'ascending') };
  }
}

/** The parts of a query that choose grants, without the order and the part of the list. */
export type GrantFilter = Omit<GrantsQuery, 'limit' | 'cursor' | 'sort' | 'direction' | 'group' | 'order'>;
