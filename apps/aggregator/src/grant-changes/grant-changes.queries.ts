import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { COMPARED_LEVELS } from '../programmes/programmes.queries.js';

/** How many, and what they come to in pence. */
export interface Figure {
  readonly count: number;
  readonly amountPence: number;
}

/** One figure of a borough and year. */
interface Counted extends Figure {
  readonly borough: string;
  readonly financialYear: string;
  readonly kind: string;
}

interface CountedLevels extends Figure {
  readonly borough: string;
  readonly financialYear: string;
  readonly change: string | null;
  readonly differencePence: number;
}

interface CountedPledges extends Figure {
  readonly borough: string;
  readonly financialYear: string;
  readonly kept: number;
  readonly notKept: number;
}

export interface CountedChanges {
  readonly levels: readonly CountedLevels[];
  readonly pledges: readonly CountedPledges[];
  /** New grants, and variations by their kind. */
  readonly awards: readonly Counted[];
}

const WITHIN = (borough: string, year: string) =>
  `($1::text[] = '{}' or ${borough} = any($1)) and ($2::text[] = '{}' or ${year} = any($2))`;

const LEVELS = `
  select borough, financial_year as "financialYear", change, count(*)::int as count, sum(amount_pence)::float8 as "amountPence",
    coalesce(sum(difference_pence), 0)::float8 as "differencePence"
  from (${COMPARED_LEVELS}) c where amount_pence is not null and ${WITHIN('c.borough', 'c.financial_year')}
  group by borough, financial_year, change`;

const PLEDGES = `
  select borough, financial_year as "financialYear", count(*)::int as count, coalesce(sum(amount_pence), 0)::float8 as "amountPence",
    count(*) filter (where is_kept)::int as kept, count(*) filter (where not is_kept)::int as "notKept"
  from (${COMPARED_LEVELS}) c where pledge is not null and ${WITHIN('c.borough', 'c.financial_year')}
  group by borough, financial_year`;

/** Of the borough's own funding alone. */
export const AWARDS = `
  select borough, financial_year as "financialYear", kind, count::int as count, amount_pence::float8 as "amountPence"
  from grant_changes where own_funding and ${WITHIN('borough', 'financial_year')}`;

/**
 * Reads grant changes: those of grants from `grant_changes`, which the register's projection keeps with its rows, and those of levels
 * from the rows of the programmes, which are few.
 */
@Injectable()
export class GrantChangesQueries {
  constructor(private readonly em: EntityManager) {}

  async counted(boroughs: readonly string[], years: readonly string[]): Promise<CountedChanges> {
    const asked = [boroughs, years];
    const [levels, pledges, awards] = await Promise.all([
      sql<CountedLevels>(this.em.fork(), LEVELS, asked),
      sql<CountedPledges>(this.em.fork(), PLEDGES, asked),
      sql<Counted>(this.em.fork(), AWARDS, asked),
    ]);
    return { levels, pledges, awards };
  }

  /** The years of which any borough published anything, newest first. */
  async years(): Promise<string[]> {
    const rows = await sql<{ year: string }>(
      this.em.fork(),
      `select financial_year as year from grant_changes
       union select financial_year from programme_levels
       union select financial_year from programme_pledges
       order by year desc`,
    );
    return rows.map(({ year }) => year);
  }
}
