import { Clock, financialYearOf, financialYearStartsOn } from '#clock';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** The figures of the start page, from public records alone. */
@Injectable()
export class HomeQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async numbers() {
    const today = this.clock.today();
    const financialYear = financialYearOf(today);
    const [row] = await sql<Record<'grants' | 'organisations' | 'programmes' | 'thisYear' | 'pence', string>>(
      this.em.fork(),
      `select (select count(*) from grants where withdrawn_on is null) as grants,
         (select count(*) from organisations) as organisations, (select count(*) from programmes) as programmes,
         awarded.grants as "thisYear", awarded.pence
       from (select count(*) as grants, coalesce(sum(public_amount_pence), 0) as pence from grants
         where withdrawn_on is null and own_funding and awarded_on between $1::date and $2::date) awarded`,
      [financialYearStartsOn(financialYear), today],
    );
    return {
      today,
      financialYear,
      grants: Number(row?.grants),
      organisations: Number(row?.organisations),
      programmes: Number(row?.programmes),
      awardedThisYear: Number(row?.thisYear),
      penceThisYear: Number(row?.pence),
    };
  }
}
