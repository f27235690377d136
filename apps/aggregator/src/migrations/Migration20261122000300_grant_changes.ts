import { Migration } from '@mikro-orm/migrations';

const grantChanges = `
  create table grant_changes (
    borough text not null,
    financial_year text not null,
    kind text not null,
    own_funding boolean not null,
    count bigint not null check (count > 0),
    amount_pence bigint not null,
    primary key (borough, financial_year, kind, own_funding)
  )`;

/** Counts grant changes of all boroughs from the rows of the register. */
export const countGrantChanges = `
  insert into grant_changes (borough, financial_year, kind, own_funding, count, amount_pence)
  select borough, award_year, 'new', own_funding, count(*), sum(awarded_pence)
  from grants where withdrawn_on is null group by borough, award_year, own_funding
  union all
  select v.borough, v.effective_year, v.kind, coalesce(g.own_funding, false), count(*), sum(v.difference_pence)
  from grant_variations v left join grants g on g.borough = v.borough and g.grant_id = v.grant_id
  where v.withdrawn_on is null and v.kind in ('increased', 'reduced', 'ended')
  group by v.borough, v.effective_year, v.kind, coalesce(g.own_funding, false)`;

/**
 * Grant changes by borough and year, kept with the register. Without sums in it, the index on the year holds each year and borough
 * once, and is a small part of what it was.
 */
export class Migration20261122000300_grant_changes extends Migration {
  override up(): void {
    this.addSql(grantChanges);
    this.addSql(countGrantChanges);
    this.addSql('drop index grants_award_year');
    this.addSql('create index grants_award_year on grants (award_year, borough, own_funding) where withdrawn_on is null');
  }
}
