import { prepared, sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** How many, and what they come to in pence. */
export interface Figure {
  readonly count: number;
  readonly amountPence: number;
}

interface OfYear {
  readonly borough: string;
  readonly financialYear: string;
}

/** Awards of a borough and year, or its variations of one kind. */
interface Counted extends OfYear, Figure {
  readonly kind: string;
}

/** Programmes of a borough and year whose levels changed in one way, and the pledges among them. */
interface CountedLevels extends OfYear, Figure {
  /** Null: no level, or nothing to compare it with. */
  readonly change: string | null;
  readonly differencePence: number;
  readonly pledges: number;
  readonly pledgedPence: number;
  readonly kept: number;
  readonly notKept: number;
}

export interface CountedChanges {
  readonly levels: readonly CountedLevels[];
  /** New grants, and variations by their kind. */
  readonly awards: readonly Counted[];
}

const WITHIN = (borough: string, year: string) =>
  `($1::text[] = '{}' or ${borough} = any($1)) and ($2::text[] = '{}' or ${year} = any($2))`;

const LEVELS = `
  select borough, financial_year as "financialYear", change, count, amount_pence as "amountPence", difference_pence as "differencePence",
    pledges, pledged_pence as "pledgedPence", kept, not_kept as "notKept"
  from level_changes where ${WITHIN('borough', 'financial_year')}`;

/** Of the borough's own funding alone. */
export const AWARDS = `
  select borough, financial_year as "financialYear", kind, count, amount_pence as "amountPence"
  from grant_changes where own_funding and ${WITHIN('borough', 'financial_year')}`;

/** A question whose rows are answered as one, with an array for each column. */
interface Columnwise<Row> {
  readonly text: string;
  readonly names: readonly (keyof Row & string)[];
}

/** A thousand rows take PostgreSQL and Node several times as long as a few columns of a thousand values. */
function columnwise<Row>(text: string, names: readonly (keyof Row & string)[]): Columnwise<Row> {
  const columns = names.map((name) => `json_agg("${name}") as "${name}"`);
  return { text: prepared(`select ${columns.join(', ')} from (${text}) r`), names };
}

const ALL_AWARDS = columnwise<Counted>(AWARDS, ['borough', 'financialYear', 'kind', 'count', 'amountPence']);
const ALL_LEVELS = columnwise<CountedLevels>(LEVELS, [
  'borough',
  'financialYear',
  'change',
  'count',
  'amountPence',
  'differencePence',
  'pledges',
  'pledgedPence',
  'kept',
  'notKept',
]);

const YEARS = prepared(
  `select financial_year as year from grant_changes union select financial_year from level_changes order by year desc`,
);

/**
 * Reads grant changes from the sums that the projections keep with their rows: those of grants from `grant_changes`, those of levels
 * from `level_changes`.
 */
@Injectable()
export class GrantChangesQueries {
  constructor(private readonly em: EntityManager) {}

  /** Of these boroughs and years; of every one where none is named. */
  async counted(boroughs: readonly string[], years: readonly string[]): Promise<CountedChanges> {
    const asked = [boroughs, years];
    const [levels, awards] = await Promise.all([this.rowsOf(ALL_LEVELS, asked), this.rowsOf(ALL_AWARDS, asked)]);
    return { levels, awards };
  }

  private async rowsOf<Row>({ text, names }: Columnwise<Row>, parameters: readonly unknown[]): Promise<Row[]> {
    const [columns = {}] = await sql<Record<string, unknown[] | null>>(this.em, text, parameters);
    return (columns[names[0] ?? ''] ?? []).map((_, at) => {
      const row: Record<string, unknown> = {};
      for (const name of names) row[name] = columns[name]?.[at];
      return row as Row;
    });
  }

  /** The years of which any borough published anything, newest first. */
  async years(): Promise<string[]> {
    const rows = await sql<{ year: string }>(this.em, YEARS);
    return rows.map(({ year }) => year);
  }
}
