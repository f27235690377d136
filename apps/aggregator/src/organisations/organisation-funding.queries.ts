import { Clock } from '#clock';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { OrganisationRecord } from './organisations.queries.js';

/** What one borough's register says of an organisation, beside its identifiers. */
export interface NamesRow {
  readonly borough: string;
  readonly organisationId: string;
  readonly identifier: string | null;
  readonly name: string | null;
  readonly names: readonly string[] | null;
  readonly areaCode: string | null;
  /** The name in its grants, where the register of organisations is not published. */
  readonly nameInGrants: string | null;
}

/** What one borough publishes of its funding of an organisation, by financial year. */
export interface FundingRow {
  readonly borough: string;
  readonly organisationId: string;
  readonly financialYear: string;
  /** Grants awarded in the year, and what they came to then. */
  readonly awards: number;
  readonly awardedPence: number;
  /** Grants with a part for this year, and the parts, as they stand now; null where no grant says how it is split over years. */
  readonly plannedGrants: number | null;
  readonly plannedPence: number | null;
}

/** What runs today. */
export interface RunningRow {
  readonly borough: string;
  readonly organisationId: string;
  readonly grants: number;
  readonly amountPence: number;
  readonly nextEnding: string | null;
}

const PAIRS = 'select * from unnest($1::text[], $2::uuid[]) as k(borough, organisation_id)';

const NAMES = `
  select k.borough, k.organisation_id as "organisationId", o.identifier, o.name, o.area_code as "areaCode",
    (select array_agg(n.name order by n.name)
      from organisation_names n where n.borough = k.borough and n.organisation_id = k.organisation_id) as names,
    (select g.organisation_name from grants g
      where g.borough = k.borough and g.organisation_id = k.organisation_id and g.withdrawn_on is null
     order by g.awarded_on desc limit 1) as "nameInGrants"
  from (${PAIRS}) k left join organisations o using (borough, organisation_id)`;

const FUNDING = `
  with own as (select g.* from (${PAIRS}) k join grants g using (borough, organisation_id) where g.withdrawn_on is null),
  awarded as (
    select borough, organisation_id, award_year as year, count(*)::int as awards, sum(awarded_pence)::float8 as pence
      from own group by 1, 2, 3
  ), planned as (
    select borough, organisation_id, part->>'financialYear' as year, count(*)::int as grants,
      sum((part->>'amountPence')::bigint)::float8 as pence
    from own cross join lateral json_array_elements(years) as part group by 1, 2, 3
  )
  select borough, organisation_id as "organisationId", year as "financialYear", coalesce(awards, 0) as awards,
    coalesce(awarded.pence, 0) as "awardedPence", grants as "plannedGrants", planned.pence as "plannedPence"
  from awarded full join planned using (borough, organisation_id, year)
  order by borough, organisation_id, year`;

/** Running today: begun, not stopped, and not past its last day, where one is known. */
const RUNNING = `
  select borough, organisation_id as "organisationId", count(*)::int as grants, sum(amount_pence)::float8 as "amountPence",
    min(least(runs_to, stops_on - 1))::text as "nextEnding"
  from (${PAIRS}) k join grants g using (borough, organisation_id)
  where g.withdrawn_on is null and runs_from <= $3::date and (runs_to is null or runs_to >= $3::date)
    and (stops_on is null or stops_on > $3::date)
  group by borough, organisation_id`;

/** Reads of what the boroughs publish about one organisation. */
@Injectable()
export class OrganisationFundingQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async of(records: readonly OrganisationRecord[]): Promise<{ names: NamesRow[]; funding: FundingRow[]; running: RunningRow[] }> {
    const pairs = [records.map(({ borough }) => borough), records.map(({ organisationId }) => organisationId)];
    const [names, funding, running] = await Promise.all([
      sql<NamesRow>(this.em.fork(), NAMES, pairs),
      sql<FundingRow>(this.em.fork(), FUNDING, pairs),
      sql<RunningRow>(this.em.fork(), RUNNING, [...pairs, this.clock.today()]),
    ]);
    return { names, funding, running };
  }
}
