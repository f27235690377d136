import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * What each of the grants $2 of the borough $1 gives to its grant changes: its award, and its variations but for early warnings. Of what
 * is withdrawn no year is left, and it gives nothing. A variation whose award is not told yet is not known to be of own funding. Each
 * grant is looked up by its key: as a join this reads the tables whole while nothing is known of their size.
 */
const COUNTED = `
  select c.kind, c.financial_year, c.own_funding, count(*) as count, sum(c.pence) as amount_pence
  from unnest($2::uuid[]) as touched(grant_id)
  left join lateral (
    select award_year, awarded_pence, own_funding from grants where borough = $1 and grant_id = touched.grant_id offset 0
  ) g on true
  cross join lateral (
    select 'new' as kind, g.award_year as financial_year, coalesce(g.own_funding, false) as own_funding, g.awarded_pence as pence
    union all
    select v.kind, v.effective_year, coalesce(g.own_funding, false), v.difference_pence from grant_variations v
    where v.borough = $1 and v.grant_id = touched.grant_id and v.kind in ('increased', 'reduced', 'ended')
  ) c
  where c.financial_year is not null
  group by c.kind, c.financial_year, c.own_funding`;

const ADD_DIFFERENCE = `
  merge into grant_changes s using (
    select kind, financial_year, own_funding, sum(count) as count, sum(amount_pence) as amount_pence
    from (
      select * from (${COUNTED}) after
      union all
      select kind, financial_year, own_funding, -count, -amount_pence
      from json_to_recordset($3::json) as before(kind text, financial_year text, own_funding boolean, count bigint, amount_pence bigint)
    ) both_sides
    group by kind, financial_year, own_funding having sum(count) <> 0 or sum(amount_pence) <> 0
  ) d on s.borough = $1 and s.financial_year = d.financial_year and s.kind = d.kind and s.own_funding = d.own_funding
  when matched and s.count + d.count = 0 then delete
  when matched then update set count = s.count + d.count, amount_pence = s.amount_pence + d.amount_pence
  when not matched then insert (borough, financial_year, kind, own_funding, count, amount_pence)
    values ($1, d.financial_year, d.kind, d.own_funding, d.count, d.amount_pence)`;

/**
 * Writes rows of these grants, each named once, and brings `grant_changes` along by what they give after it and no longer give, in the
 * transaction of `em`. Whatever is written, the sums stay those of the rows, as long as no one else writes rows of the borough meanwhile.
 */
export async function recounting(
  em: EntityManager,
  borough: string,
  grantIds: readonly string[],
  write: () => Promise<void>,
): Promise<void> {
  const before = await sql(em, COUNTED, [borough, grantIds]);
  await write();
  await sql(em, ADD_DIFFERENCE, [borough, grantIds, JSON.stringify(before)]);
}
