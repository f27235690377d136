import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** What was awarded under a programme, as the public sees it. */
@Injectable()
export class ProgrammeGrants {
  constructor(private readonly em: EntityManager) {}

  /** By financial year of the award, the latest first: how many grants, and what they come to. */
  async byYear(programmeId: string) {
    const rows = await sql<{ financialYear: string; grants: number; pence: string }>(
      this.em.fork(),
      `select to_char(awarded_on - interval '3 months', 'YYYY') || '/' || to_char(awarded_on + interval '9 months', 'YY')
           as "financialYear",
         count(*)::int as grants, sum(public_amount_pence) as pence
       from grants where programme_id = $1 and withdrawn_on is null group by 1 order by 1 desc`,
      [programmeId],
    );
    return rows.map(({ pence, ...year }) => ({ ...year, amountPence: Number(pence) }));
  }
}
