import { ListQuery } from '#api';
import { IsFinancialYear, IsText } from '#contracts';
import { AsList } from '#pages';
import { ArrayMaxSize, IsIn } from 'class-validator';

/**
 * How a programme's level stands to the level of the year before. `new`: it had none, though the borough published others for that year.
 * `ended`: it is nought now and was more. Where the borough published no level at all for the year before, nothing can be said.
 */
export const LEVEL_CHANGES = ['new', 'raised', 'cut', 'ended', 'unchanged'] as const;
export type LevelChange = (typeof LEVEL_CHANGES)[number];

/** What is asked of the programmes and their levels. Each part may be repeated. */
export class ProgrammesQuery extends ListQuery {
  /** Codes of boroughs. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
  @AsList() @ArrayMaxSize(50) @IsFinancialYear({ each: true, message: 'Give a financial year like 2026/27.' }) financialYear: string[] = [];
  /** How the level stands to that of the year before; `protected`: there is a pledge for the year. */
  @AsList()
  @ArrayMaxSize(10)
  @IsIn([...LEVEL_CHANGES, 'protected'], { each: true, message: `A change is one of ${[...LEVEL_CHANGES, 'protected'].join(', ')}.` })
  change: string[] = [];
}
