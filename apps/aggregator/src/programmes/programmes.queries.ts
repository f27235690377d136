import { decodeCursor } from '#api';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { LevelChange, ProgrammesQuery } from './programmes-query.js';

/** What a borough published of one programme for one financial year, beside the year before. */
export interface LevelRow {
  readonly borough: string;
  readonly programmeId: string;
  readonly title: string | null;
  readonly code: string | null;
  readonly departmentName: string | null;
  readonly financialYear: string;
  /** Null: a pledge is published for the year, and no level. */
  readonly amountPence: number | null;
  readonly decidedOn: string | null;
  readonly setPence: number | null;
  readonly setOn: string | null;
  /** Why it was changed after it was set; null where it was not. */
  readonly reason: string | null;
  readonly previousPence: number | null;
  readonly differencePence: number | null;
  readonly change: LevelChange | null;
  readonly pledge: string | null;
  readonly pledgedOn: string | null;
  /** Null: there is no pledge, or a level is missing. */
  readonly isKept: boolean | null;
  readonly sortTitle: string;
}

export type LevelPlace = readonly [borough: string, sortTitle: string, programmeId: string, financialYear: string];

export const levelPlaceFrom = (cursor: string | undefined): LevelPlace | null => decodeCursor(cursor, 'text', 'text', 'uuid', 'text');

export const levelPlaceOf = (row: LevelRow): LevelPlace => [row.borough, row.sortTitle, row.programmeId, row.financialYear];

@Injectable()
export class ProgrammesQueries {
  constructor(private readonly em: EntityManager) {}

  /** From a place on, as many as asked for; one more row than `limit` says that there is more. */
  async page({ borough, financialYear, change }: ProgrammesQuery, after: LevelPlace | null, limit: number): Promise<LevelRow[]> {
    return sql<LevelRow>(
      this.em.fork(),
      `select * from (
         select c.borough, c.programme_id as "programmeId", title, code, department_name as "departmentName",
           c.financial_year as "financialYear",
           amount_pence::float8 as "amountPence", decided_on::text as "decidedOn", set_pence::float8 as "setPence",
             set_on::text as "setOn", reason,
           previous_pence::float8 as "previousPence", difference_pence::float8 as "differencePence", change, pledge,
             pledged_on::text as "pledgedOn",
           is_kept as "isKept", lower(coalesce(title, '')) as "sortTitle"
         from compared_levels c left join programmes using (borough, programme_id)
         where ($1::text[] = '{}' or c.borough = any($1)) and ($2::text[] = '{}' or c.financial_year = any($2))
           and ($3::text[] = '{}' or change = any($3) or ('protected' = any($3) and pledge is not null))
       ) levels
       where $4::text is null or (borough, "sortTitle", "programmeId", "financialYear") > ($4, $5::text, $6::uuid, $7::text)
       order by borough, "sortTitle", "programmeId", "financialYear" limit ${limit + 1}`,
      [borough, financialYear, change, ...(after ?? [null, null, null, null])],
    );
  }

  /** The financial years for which any borough published a level or a pledge, newest first. */
  async years(): Promise<string[]> {
    const rows = await sql<{ year: string }>(
      this.em.fork(),
      'select financial_year as year from programme_levels union select financial_year from programme_pledges order by year desc',
    );
    return rows.map(({ year }) => year);
  }
}
