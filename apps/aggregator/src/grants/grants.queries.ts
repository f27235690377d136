import { Clock } from '#clock';
import { decodeCursor } from '#api';
import type { AdvancePayment, GrantYear } from '#contracts';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { KeptReads } from '../kept-reads.js';
import { OrganisationsQueries } from '../organisations/organisations.queries.js';
import { conditionOf, type ReadFilter } from './grant-filter.js';
import { type GrantCorrection, type GrantHistory, type GrantVariation, VARIATION_COLUMNS } from './grant-history.js';
import type { StatusDates } from './grant-status.js';
import { stemsOf } from './grant-words.js';
import type { GrantFilter, Order, Sort } from './grants-query.js';

/** A row of the register. Of a withdrawn grant only the mark is there, and the rest is null. */
export interface GrantRow extends StatusDates {
  readonly borough: string;
  readonly grantId: string;
  readonly identifier: string;
  readonly title: string;
  readonly description: string;
  readonly organisationId: string;
  readonly organisationIdentifier: string;
  readonly organisationName: string;
  readonly funderIdentifier: string;
  readonly funderName: string;
  readonly ownFunding: boolean;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly programmeId: string | null;
  readonly programmeTitle: string | null;
  readonly programmeCode: string | null;
  readonly appliedForPence: number | null;
  readonly awardedPence: number;
  readonly amountPence: number;
  readonly financialYear: string;
  readonly endsOn: string | null;
  readonly years: readonly GrantYear[];
  readonly paidInAdvance: AdvancePayment;
  readonly openCall: boolean | null;
  readonly withdrawnReason: string | null;
}

/** A row with the value that the register is ordered by. */
export interface PlacedRow extends GrantRow {
  readonly place: string;
}

/** Where the register goes on: after the value it is ordered by, the borough and the grant. */
export type RegisterPlace = readonly [value: string | number, borough: string, grantId: string];

export interface RegisterTotals {
  readonly grants: number;
  readonly amountPence: number;
}

/** As it was told; or what the organisation is published under now, where its borough has taken that identifier back. */
const CARRIED_IDENTIFIER = `
  case when (g.borough, g.organisation_id, g.organisation_identifier)
      in (select t.borough, t.organisation_id, t.identifier from told_identifiers t where t.is_removed)
    then (select o.identifier from organisations o where o.borough = g.borough and o.organisation_id = g.organisation_id)
    else g.organisation_identifier end`;

export const GRANT_COLUMNS = `
  g.borough, grant_id as "grantId", identifier, title, description, organisation_id as "organisationId",
  ${CARRIED_IDENTIFIER} as "organisationIdentifier", organisation_name as "organisationName", funder_identifier as "funderIdentifier",
  funder_name as "funderName", own_funding as "ownFunding", department_id as "departmentId", department_name as "departmentName",
  programme_id as "programmeId", programme_title as "programmeTitle", programme_code as "programmeCode",
  applied_for_pence::float8 as "appliedForPence", awarded_pence::float8 as "awardedPence", amount_pence::float8 as "amountPence",
  awarded_on::text as "awardedOn", award_year as "financialYear", starts_on::text as "startsOn", ends_on::text as "endsOn",
  duration_months as "durationMonths", runs_from::text as "runsFrom", runs_to::text as "runsTo", runs_basis as "runsBasis",
  stops_on::text as "stopsOn", years, paid_in_advance as "paidInAdvance", open_call as "openCall",
  withdrawn_on::text as "withdrawnOn", withdrawn_reason as "withdrawnReason"`;

interface Column {
  readonly by: string;
  readonly type: 'date' | 'bigint' | 'text';
}

/** By what the register is ordered, with its type. An open end comes after every date. */
const COLUMNS: Record<Sort | 'withdrawn', Column> = {
  awarded: { by: 'awarded_on', type: 'date' },
  amount: { by: 'amount_pence', type: 'bigint' },
  organisation: { by: 'lower(organisation_name)', type: 'text' },
  title: { by: 'lower(title)', type: 'text' },
  ends: { by: `coalesce(runs_to, '9999-12-31'::date)`, type: 'date' },
  withdrawn: { by: 'withdrawn_on', type: 'date' },
};

/** Marks of withdrawal have nothing to be ordered by but their day. */
function columnFor(filter: GrantFilter, { sort }: Order): Column {
  return COLUMNS[filter.status.includes('withdrawn') ? 'withdrawn' : sort];
}

/** The place that a cursor holds. Throws InvalidInput for one that is not of this order. */
export function placeFrom(cursor: string | undefined, filter: GrantFilter, order: Order): RegisterPlace | null {
  const { type } = columnFor(filter, order);
  return decodeCursor(cursor, type === 'bigint' ? 'number' : type, 'text', 'uuid');
}

/** The place of a row, for the cursor of what comes after it. */
export function placeOf(row: PlacedRow, filter: GrantFilter, order: Order): RegisterPlace {
  const value = columnFor(filter, order).type === 'bigint' ? Number(row.place) : row.place;
  return [value, row.borough, row.grantId];
}

type Statement = [text: string, parameters: unknown[]];

/** A part of the register, in order. One row more than `limit`. */
export function pageStatement(filter: ReadFilter, order: Order, after: RegisterPlace | null, limit: number): Statement {
  const condition = conditionOf(filter);
  const { by, type } = columnFor(filter, order);
  const direction = order.direction === 'descending' ? 'desc' : 'asc';
  if (after) {
    const [value, borough, grantId] = after.map(condition.bind);
    const than = direction === 'desc' ? '<' : '>';
    condition.add(`(${by}, g.borough, grant_id) ${than} (${value}::${type}, ${borough}::text, ${grantId}::uuid)`);
  }
  const text = `select ${GRANT_COLUMNS}, (${by})::text as place from grants g where ${condition.text}
    order by ${by} ${direction}, borough ${direction}, grant_id ${direction} limit ${limit + 1}`;
  return [text, condition.parameters];
}

/** How many grants a filter finds, and what they come to. */
export function totalsStatement(filter: ReadFilter): Statement {
  const { text, parameters } = conditionOf(filter);
  return [
    `select count(*)::int as grants, coalesce(sum(amount_pence), 0)::float8 as "amountPence" from grants g where ${text}`,
    parameters,
  ];
}

/** Reads of the register. */
@Injectable()
export class GrantsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly organisations: OrganisationsQueries,
    private readonly kept: KeptReads,
    private readonly clock: Clock,
  ) {}

  /** A filter as of today, with every record of the organisations it names. */
  async read(filter: GrantFilter): Promise<ReadFilter> {
    const asked = filter.organisation;
    const organisations = asked.length > 0 ? (await this.organisations.recordsOf(asked)).records : null;
    return { ...filter, today: this.clock.today(), organisations, stems: filter.q ? await stemsOf(this.em.fork(), filter.q) : [] };
  }

  /** From a place on, as many as asked for; one more row than `limit` says that there is more. */
  async page(filter: ReadFilter, order: Order, after: RegisterPlace | null, limit: number): Promise<PlacedRow[]> {
    return sql<PlacedRow>(this.em.fork(), ...pageStatement(filter, order, after, limit));
  }

  async totals(filter: ReadFilter): Promise<RegisterTotals> {
    const [totals] = await this.kept.rows<RegisterTotals>(...totalsStatement(filter));
    return totals as RegisterTotals;
  }

  /** How many grants of these boroughs were withdrawn, so that a list can say what it leaves out. */
  async withdrawn(boroughs: readonly string[]): Promise<number> {
    const [counted] = await this.kept.rows<{ grants: number }>(
      `select count(*)::int as grants from grants where withdrawn_on is not null and ($1::text[] = '{}' or borough = any($1::text[]))`,
      [boroughs],
    );
    return counted?.grants ?? 0;
  }

  today(): string {
    return this.clock.today();
  }

  /** One grant with its public variations and corrections, in the order in which they were told; null where none was told of it. */
  async one(borough: string, grantId: string): Promise<({ row: GrantRow } & GrantHistory) | null> {
    const em = this.em.fork();
    const key = [borough, grantId];
    const [row] = await sql<GrantRow>(em, `select ${GRANT_COLUMNS} from grants g where borough = $1 and grant_id = $2`, key);
    if (!row) return null;
    const variations = await sql<GrantVariation>(
      em,
      `select ${VARIATION_COLUMNS} from grant_variations where borough = $1 and grant_id = $2 order by position`,
      key,
    );
    const corrections = await sql<GrantCorrection>(
      em,
      `select fields, reason, (recorded_at at time zone 'Europe/London')::date::text as "recordedOn"
       from grant_corrections where borough = $1 and grant_id = $2 order by position`,
      key,
    );
    return { row, variations, corrections };
  }
}
