import { ListQuery } from '#api';
import { IsFinancialYear, IsText } from '#contracts';
import { AsList } from '#pages';
import { ArrayMaxSize, IsIn, IsOptional, IsUUID } from 'class-validator';
import { GRANT_STATUSES, type GrantStatus } from './grant-status.js';

/** Sums a grant comes to, in bands. The lower edge is in the band, the upper is not; in pence. */
export const SIZES = {
  'under-1000': { text: 'Under £1,000', from: 0, to: 1_000_00 },
  '1000-to-10000': { text: '£1,000 to £9,999', from: 1_000_00, to: 10_000_00 },
  '10000-to-50000': { text: '£10,000 to £49,999', from: 10_000_00, to: 50_000_00 },
  '50000-to-100000': { text: '£50,000 to £99,999', from: 50_000_00, to: 100_000_00 },
  '100000-and-over': { text: '£100,000 and over', from: 100_000_00, to: null },
} as const;
export type Size = keyof typeof SIZES;

export const SORTS = ['awarded', 'amount', 'organisation', 'title', 'ends'] as const;
export type Sort = (typeof SORTS)[number];
export type Direction = 'ascending' | 'descending';

const MOST_VALUES = 50;
const sizes = Object.keys(SIZES);

/** What is asked of the register, as it stands in the address of its page. */
export class RegisterQuery extends ListQuery {
  /** Words in the title, the description or the names of the organisation, or part of the grant's identifier. */
  @IsOptional() @IsText(200, { message: 'Search for at most 200 characters.' }) q?: string;
  @AsList() @ArrayMaxSize(MOST_VALUES) @IsUUID(undefined, { each: true, message: 'A programme is chosen by its id.' }) programme: string[] =
    [];
  /** Keys of departments, such as `housing`. */
  @AsList() @ArrayMaxSize(MOST_VALUES) @IsText(100, { each: true }) department: string[] = [];
  /** An identifier, a number of a register, or words of a name. */
  @IsOptional() @IsText(200, { message: 'Search for at most 200 characters.' }) organisation?: string;
  /** `own`: the borough's own money; `other`: grants of other funders that the borough keeps. */
  @AsList() @IsIn(['own', 'other'], { each: true, message: 'Funding is own or other.' }) funding: ('own' | 'other')[] = [];
  /** Years in which grants were awarded. */
  @AsList()
  @ArrayMaxSize(MOST_VALUES)
  @IsFinancialYear({ each: true, message: 'Give a financial year like 2026/27.' })
  financialYear: string[] = [];
  @AsList() @IsIn(GRANT_STATUSES, { each: true, message: `A status is one of ${GRANT_STATUSES.join(', ')}.` }) status: GrantStatus[] = [];
  @AsList() @IsIn(sizes, { each: true, message: `A size is one of ${sizes.join(', ')}.` }) size: Size[] = [];
  @IsOptional() @IsIn(SORTS, { message: `Sort by one of ${SORTS.join(', ')}.` }) sort?: Sort;
  @IsOptional() @IsIn(['ascending', 'descending'], { message: 'A direction is ascending or descending.' }) direction?: Direction;

  /** Newest and largest first where nothing is said, words from A to Z. */
  get order(): { readonly sort: Sort; readonly direction: Direction } {
    const sort = this.sort ?? 'awarded';
    return { sort, direction: this.direction ?? (sort === 'awarded' || sort === 'amount' ? 'descending' : 'ascending') };
  }
}

export type RegisterFilter = Omit<RegisterQuery, 'limit' | 'cursor' | 'sort' | 'direction' | 'order'>;
