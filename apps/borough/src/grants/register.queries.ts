import { Clock } from '#clock';
import { type CursorKey, decodeCursor, type Kind, type Page, page } from '#api';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { conditionOf, type CountedPart, statusSql } from './grant-filter.js';
import type { GrantDates } from './grant-status.js';
import type { GrantFilter, RegisterQuery, Sort } from './grants-query.js';

/** One grant of the register as the public sees it; of a withdrawn one only the mark. */
export interface RegisterRow extends GrantDates {
  readonly id: string;
  readonly identifier: string;
  readonly title: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationIdentifier: string;
  readonly departmentName: string | null;
  /** Where the department is the borough's own. */
  readonly departmentKey: string | null;
  readonly ownFunding: boolean;
  readonly funderName: string;
  readonly amountPence: number;
  readonly withdrawnOn: string | null;
  /** How many changes of it have not left the borough. For officers only. */
  readonly unpublished: number;
}

export interface RegisterTotals {
  readonly grants: number;
  readonly ownPence: number;
  readonly otherPence: number;
}

const FROM = `from grants g
  join organisations o on o.id = g.organisation_id
  left join departments d on d.id = g.department_id`;

const COLUMNS = `g.id, g.identifier, g.title, o.id as "organisationId", o.name as "organisationName",
  o.identifier as "organisationIdentifier", d.name as "departmentName", case when g.own_funding then d.key end as "departmentKey",
  g.own_funding as "ownFunding", g.funder_name as "funderName",
  g.public_amount_pence::text as "amountPence", g.awarded_on as "awardedOn", g.starts_on as "startsOn", g.ends_on as "endsOn",
  g.duration_months as "durationMonths", g.public_ended_from as "endedFrom", g.withdrawn_on as "withdrawnOn",
  (select count(*)::int from grant_variations v where v.grant_id = g.id and v.published_on is null and v.withdrawn_on is null)
    as unpublished`;

const ORDERS: Record<Sort, { readonly sql: string; readonly type: string; readonly kind: Kind }> = {
  awarded: { sql: 'g.awarded_on', type: 'date', kind: 'date' },
  amount: { sql: 'g.public_amount_pence', type: 'bigint', kind: 'number' },
  organisation: { sql: 'left(lower(o.name), 60)', type: 'text', kind: 'text' },
  title: { sql: 'left(lower(g.title), 60)', type: 'text', kind: 'text' },
  ends: { sql: `coalesce(g.runs_to, '9999-12-31')`, type: 'date', kind: 'date' },
};

/** The register of grants as its page shows it. */
@Injectable()
export class RegisterQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async list(query: RegisterQuery): Promise<Page<RegisterRow>> {
    const { sort, direction } = query.order;
    const { sql: column, type, kind } = ORDERS[sort];
    const condition = conditionOf(query, this.clock.today());
    const after = decodeCursor(query.cursor, kind, 'uuid');
    const [next, order] = direction === 'ascending' ? ['>', 'asc'] : ['<', 'desc'];
    if (after) condition.add(`(${column}, g.id) ${next} (${condition.bind(after[0])}::${type}, ${condition.bind(after[1])}::uuid)`);
    const rows = await sql<RegisterRow & { key: string }>(
      this.em.fork(),
      `select ${COLUMNS}, (${column})::text as key ${FROM} where ${condition.text}
       order by ${column} ${order}, g.id ${order} limit ${condition.bind(query.limit + 1)}`,
      condition.parameters,
    );
    const keyOf = ({ key, id }: { key: string; id: string }): CursorKey => [kind === 'number' ? Number(key) : key, id];
    const { items, next: cursor } = page(rows, query.limit, keyOf);
    return { items: items.map((row) => ({ ...row, amountPence: Number(row.amountPence) })), next: cursor };
  }

  /** How many grants a filter finds, and what they come to: the borough's own money and that of others apart. */
  async totals(filter: GrantFilter): Promise<RegisterTotals> {
    const condition = conditionOf(filter, this.clock.today());
    const [row] = await sql<Record<keyof RegisterTotals, string>>(
      this.em.fork(),
      `select count(*) as grants,
         coalesce(sum(g.public_amount_pence) filter (where g.own_funding and g.withdrawn_on is null), 0) as "ownPence",
         coalesce(sum(g.public_amount_pence) filter (where not g.own_funding and g.withdrawn_on is null), 0) as "otherPence"
       ${FROM} where ${condition.text}`,
      condition.parameters,
    );
    return { grants: Number(row?.grants), ownPence: Number(row?.ownPence), otherPence: Number(row?.otherPence) };
  }

  /** How many grants each value of one part would find, all other parts standing as they are. */
  async counts(filter: GrantFilter, part: CountedPart): Promise<Map<string, number>> {
    const today = this.clock.today();
    const condition = conditionOf(filter, today, part);
    const value = { department: 'd.key', funding: `case when g.own_funding then 'own' else 'other' end`, status: statusSql(today) }[part];
    const rows = await sql<{ value: string | null; grants: number }>(
      this.em.fork(),
      `select ${value} as value, count(*)::int as grants ${FROM} where ${condition.text} group by 1`,
      condition.parameters,
    );
    return new Map(rows.flatMap(({ value, grants }) => (value === null ? [] : [[value, grants] as const])));
  }

  /** What a filter can be chosen from: departments and programmes that have grants, and the years of awards, newest first. */
  async choices() {
    const em = this.em.fork();
    const departments = await sql<{ key: string; name: string }>(
      em,
      `select distinct key, name from departments d where exists (select from grants where department_id = d.id) order by name limit 200`,
    );
    const programmes = await sql<{ id: string; title: string; department: string | null }>(
      em,
      `select p.id, p.title, d.name as department from programmes p left join departments d on d.id = p.department_id
       where exists (select from grants where programme_id = p.id) order by p.title, d.name, p.id limit 500`,
    );
    const years = await sql<{ financialYear: string }>(
      em,
      `select distinct to_char(awarded_on - interval '3 months', 'YYYY') || '/' || to_char(awarded_on + interval '9 months', 'YY')
         as "financialYear" from grants where withdrawn_on is null order by 1 desc`,
    );
    return { departments, programmes, years: years.map(({ financialYear }) => financialYear) };
  }
}
