import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { COMPARED_LEVELS } from '../programmes/programmes.queries.js';

/** How many, and what they come to in pence. */
export interface Figure {
  readonly count: number;
  readonly amountPence: number;
}

/** One figure of a borough and year, as counted from rows. */
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
  readonly awards: readonly Counted[];
  readonly variations: readonly Counted[];
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

export const AWARDS = `
  select borough, award_year as "financialYear", 'new' as kind, count(*)::int as count, sum(awarded_pence)::float8 as "amountPence"
  from grants where withdrawn_on is null and own_funding and ${WITHIN('borough', 'award_year')}
  group by borough, award_year`;

/** Each variation looks its own grant up (lateral), since joined as a whole the register would be read to its end. */
export const VARIATIONS = `
  select v.borough, v.effective_year as "financialYear", v.kind, count(*)::int as count, sum(v.difference_pence)::float8 as "amountPence"
  from grant_variations v cross join lateral (
    select 1 from grants g
    where g.borough = v.borough and g.grant_id = v.grant_id and g.withdrawn_on is null and g.own_funding limit 1
  ) own
  where v.withdrawn_on is null and v.kind in ('increased', 'reduced', 'ended') and ${WITHIN('v.borough', 'v.effective_year')}
  group by v.borough, v.effective_year, v.kind`;

/**
 * Counts grant changes from the rows, each time they are asked for. A maintained summary would answer in under a millisecond, and
 * would cost half the speed of the projection and a second truth to hold equal; an index that holds year, borough and sum answers for
 * one year in some ten milliseconds among 200,000 grants (at-scale.int.spec.ts holds the plans).
 */
@Injectable()
export class GrantChangesQueries {
  constructor(private readonly em: EntityManager) {}

  async counted(boroughs: readonly string[], years: readonly string[]): Promise<CountedChanges> {
    const asked = [boroughs, years];
    const [levels, pledges, awards, variations] = await Promise.all([
      sql<CountedLevels>(this.em.fork(), LEVELS, asked),
      sql<CountedPledges>(this.em.fork(), PLEDGES, asked),
      sql<Counted>(this.em.fork(), AWARDS, asked),
      sql<Counted>(this.em.fork(), VARIATIONS, asked),
    ]);
    return { levels, pledges, awards, variations };
  }

  /** The years of which any borough published anything, newest first. */
  async years(): Promise<string[]> {
    const rows = await sql<{ year: string }>(
      this.em.fork(),
      `with recursive awarded as (
         (select max(award_year) as year from grants where withdrawn_on is null)
         union all
         select (select max(award_year) from grants where withdrawn_on is null and award_year < awarded.year)
           from awarded where awarded.year is not null
       )
       select year from awarded where year is not null
       union select financial_year from programme_levels
       union select financial_year from programme_pledges
       union select effective_year from grant_variations where withdrawn_on is null and kind <> 'early-warning'
       order by year desc`,
    );
    return rows.map(({ year }) => year);
  }
}
