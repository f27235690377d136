import { ListQuery } from '#api';
import { IsFinancialYear, IsText } from '#contracts';
import { AsList } from '#pages';
import { ArrayMaxSize } from 'class-validator';

/** Of which boroughs and years grant changes are asked. Each part may be repeated; without a year, every year is given. */
export class GrantChangesQuery extends ListQuery {
  override limit = 500;

  /** Codes of boroughs. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
  @AsList() @ArrayMaxSize(50) @IsFinancialYear({ each: true, message: 'Give a financial year like 2026/27.' }) financialYear: string[] = [];
}
