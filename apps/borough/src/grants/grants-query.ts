import { ListQuery } from '#api';
import { IsFinancialYear, IsPence, IsText } from '#contracts';
import { AMOUNT_BANDS, type AmountBand } from '#grant-files';
import { AsList } from '#pages';
import { IntersectionType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import { GRANT_STATUSES, type GrantStatus } from './grant-status.js';

/** What a grant may lack that would make it more use to others, in the words of the register's filter. */
export const LACKS = {
  programme: 'A programme',
  'end-date': 'An end date',
  'amounts-by-year': 'Amounts by year, though it runs over several',
  'organisation-number': 'A registered number of the organisation',
} as const;
export type Lack = keyof typeof LACKS;

export const SORTS = ['awarded', 'amount', 'organisation', 'title', 'ends'] as const;
export type Sort = (typeof SORTS)[number];
export type Direction = 'ascending' | 'descending';

const MOST_VALUES = 50;
const sizes = Object.keys(AMOUNT_BANDS);
const lacks = Object.keys(LACKS);

/**
 * Which grants are asked for: one filter for the page, the lists of the API, CSV and exports. Lists hold grants for which one of the
 * values fits; all parts must fit.
 */
export class GrantFilter {
  /** Words in the title, the description or the names of the organisation, or part of the grant's identifier. */
  @IsOptional() @IsText(200, { message: 'Search for at most 200 characters.' }) q?: string;

  /** The grant's own 360Giving identifier, whole. */
  @IsOptional() @IsText(200, { message: 'An identifier has at most 200 characters.' }) identifier?: string;

  @AsList() @ArrayMaxSize(MOST_VALUES) @IsUUID(undefined, { each: true, message: 'A programme is chosen by its id.' }) programme: string[] =
    [];

  /** Keys of departments, such as `housing`. */
  @AsList() @ArrayMaxSize(MOST_VALUES) @IsText(100, { each: true }) department: string[] = [];

  /** The organisation's id here, an identifier, a number of a register, or words of a name. */
  @IsOptional() @IsText(200, { message: 'Search for at most 200 characters.' }) organisation?: string;

  /** The identifier of a funder, such as GB-LAE-WSM. */
  @IsOptional() @IsText(200, { message: 'A funder is chosen by its identifier.' }) funder?: string;

  /** `own`: the borough's own money; `other`: grants of other funders that the borough keeps. */
  @AsList() @IsIn(['own', 'other'], { each: true, message: 'Funding is own or other.' }) funding: ('own' | 'other')[] = [];

  /** The same by the name that it has in a grant: only the borough's own money, or only that of others. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => ({ true: true, false: false })[String(value)] ?? value)
  @IsBoolean({ message: 'ownFunding must be true or false' })
  ownFunding?: boolean;

  /** Years in which grants were awarded. */
  @AsList()
  @ArrayMaxSize(MOST_VALUES)
  @IsFinancialYear({ each: true, message: 'Give a financial year like 2026/27.' })
  financialYear: string[] = [];

  /** `withdrawn` is for the page alone: there is nothing left to read but the mark. */
  @AsList() @IsIn(GRANT_STATUSES, { each: true, message: `A status is one of ${GRANT_STATUSES.join(', ')}.` }) status: GrantStatus[] = [];

  @AsList() @IsIn(sizes, { each: true, message: `A size is one of ${sizes.join(', ')}.` }) size: AmountBand[] = [];

  /** Grants that have something to add. */
  @AsList() @IsIn(lacks, { each: true, message: `What a grant lacks is one of ${lacks.join(', ')}.` }) lacks: Lack[] = [];

  /** The whole grant as it stands in public, in pence. */
  @IsOptional() @Type(() => Number) @IsPence({ message: 'atLeastPence must be a whole number of pence' }) atLeastPence?: number;

  @IsOptional() @Type(() => Number) @IsPence({ message: 'atMostPence must be a whole number of pence' }) atMostPence?: number;
}

/** A part of the list of grants. */
export class GrantsAsked extends IntersectionType(GrantFilter, ListQuery) {}

/** The same in the order that the page of the register is asked for. */
export class RegisterQuery extends GrantsAsked {
  @IsOptional() @IsIn(SORTS, { message: `Sort by one of ${SORTS.join(', ')}.` }) sort?: Sort;
  @IsOptional() @IsIn(['ascending', 'descending'], { message: 'A direction is ascending or descending.' }) direction?: Direction;

  /** Newest and largest first where nothing is said, words from A to Z. */
  get order(): { readonly sort: Sort; readonly direction: Direction } {
    const sort = this.sort ?? 'awarded';
    return { sort, direction: this.direction ?? (sort === 'awarded' || sort === 'amount' ? 'descending' : 'ascending') };
  }
}
