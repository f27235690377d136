import { financialYearEndsOn, financialYearStartsOn } from '#clock';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { LACKING, RUNS_OVER_YEARS } from './grant-filter.js';

/** How much of the public register has what makes it useful to others. */
export interface Usefulness {
  readonly grants: number;
  readonly withoutProgramme: number;
  readonly withoutEndDate: number;
  /** Grants that run over more than one financial year, and those of them that say no amount by year. */
  readonly overYears: number;
  readonly withoutYears: number;
  readonly organisations: number;
  /** Organisations with no number but one that a publisher made itself. */
  readonly withoutNumber: number;
  /** The borough's own grants awarded in the year asked about. */
  readonly ownInYear: number;
}

@Injectable()
export class UsefulnessQueries {
  constructor(private readonly em: EntityManager) {}

  /** Counted at one instant, over the public register. */
  async figures(financialYear: string): Promise<Usefulness> {
    const [row] = await sql<Usefulness>(
      this.em.fork(),
      `select count(*)::int as grants,
         (count(*) filter (where ${LACKING.programme}))::int as "withoutProgramme",
         (count(*) filter (where ${LACKING['end-date']}))::int as "withoutEndDate",
         (count(*) filter (where ${RUNS_OVER_YEARS}))::int as "overYears",
         (count(*) filter (where ${LACKING['amounts-by-year']}))::int as "withoutYears",
         (count(*) filter (where g.own_funding and g.awarded_on between $1::date and $2::date))::int as "ownInYear",
         (select count(*)::int from organisations) as organisations,
         (select count(*)::int from organisations where identifier like '360G-%') as "withoutNumber"
       from grants g where g.withdrawn_on is null`,
      [financialYearStartsOn(financialYear), financialYearEndsOn(financialYear)],
    );
    if (!row) throw new TypeError('A count always has a row');
    return row;
  }
}
