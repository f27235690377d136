import { ListQuery } from '#api';
import { THEMES, type Theme } from '#commitments';
import { IsFinancialYear, IsText, type Lens, LENSES } from '#contracts';
import { AsList } from '#pages';
import { PickType } from '@nestjs/swagger';
import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';

export const COMPARED_STATES = ['comparable', 'partly', 'not'] as const;
export type ComparedState = (typeof COMPARED_STATES)[number];

/** Of what the comparison is asked. Each part may be repeated; without one, all of it is given. */
export class ComparisonQuery {
  /** Codes of boroughs. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
  @AsList() @ArrayMaxSize(50) @IsFinancialYear({ each: true, message: 'Give a financial year like 2026/27.' }) financialYear: string[] = [];
  @AsList()
  @ArrayMaxSize(THEMES.length)
  @IsIn(THEMES, { each: true, message: `theme must be one of ${THEMES.join(', ')}` })
  theme: Theme[] = [];
  /** Comparable in all boroughs, in some, or in none, by either lens. */
  @AsList()
  @ArrayMaxSize(3)
  @IsIn(COMPARED_STATES, { each: true, message: `state must be one of ${COMPARED_STATES.join(', ')}` })
  state: ComparedState[] = [];
  /** One lens alone. */
  @IsOptional() @IsIn(LENSES, { message: `lens must be one of ${LENSES.join(', ')}` }) lens?: Lens;
  /** Only where boroughs promise different things. */
  @IsOptional() @IsIn(['true'], { message: 'differ is true, or left out' }) differ?: 'true';
  /** A snapshot, as an earlier answer gave it: the same answer again. */
  @IsOptional() @IsText(30_000, { message: 'This is no snapshot of a comparison.' }) asAt?: string;
}

/** What a paper for both chairs holds; without a commitment, all that fit. */
export class PaperQuery extends ComparisonQuery {
  @AsList() @ArrayMaxSize(100) @IsText(10, { each: true }) commitment: string[] = [];
}

/** Of which boroughs, and of when, the years of one commitment are asked for. */
export class HistoryQuery extends PickType(ComparisonQuery, ['borough', 'asAt']) {}

/** Which cases behind the figures of one commitment are asked for. */
export class ComparedCasesQuery extends ListQuery {
  /** Codes of boroughs. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
  @AsList() @ArrayMaxSize(50) @IsFinancialYear({ each: true, message: 'Give a financial year like 2026/27.' }) financialYear: string[] = [];
  /** A snapshot, as an answer gave it: the cases behind its figures. */
  @IsOptional() @IsText(30_000, { message: 'This is no snapshot of a comparison.' }) asAt?: string;
}
