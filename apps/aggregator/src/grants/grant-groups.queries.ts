import { decodeCursor } from '#api';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { conditionOf, type ReadFilter } from './grant-filter.js';
import type { Group } from './grants-query.js';

export type Grouping = Exclude<Group, 'grant'>;

/** The grants of a register that have an organisation, programme, department or funder in common. */
export interface GroupRow {
  /** An identifier of an organisation or funder; the id of a programme or department; null where none is recorded. */
  readonly key: string | null;
  readonly name: string | null;
  readonly boroughs: readonly string[];
  readonly grants: number;
  readonly amountPence: number;
  /** How many funders there are among its grants. */
  readonly funders: number;
  readonly firstAwardedOn: string;
  readonly lastAwardedOn: string;
  /** What the groups are ordered by: those with a name first; the name; and what tells two of one name apart. */
  readonly isNameless: string;
  readonly sortName: string;
  readonly place: string;
}

export type GroupPlace = readonly [isNameless: string, sortName: string, place: string];

interface Parts {
  /** What tells one group from another inside a borough, and what it is called there. */
  readonly key: string;
  readonly name: string;
  /** The key over all boroughs, from the parts of each. */
  readonly joined: string;
  /** The borough, where a key means nothing outside it. */
  readonly within: string;
  readonly joins?: string;
  readonly joinedName?: string;
  /** What else is needed of each part. */
  readonly besides?: string;
}

/**
 * Programmes and departments belong to a borough; funders and organisations do not, unless a borough made up the identifier itself.
 * An organisation goes by what it is published under now, not by what it was when the grant was made.
 */
const GROUPINGS: Record<Grouping, Parts> = {
  organisation: {
    key: 'organisation_id',
    besides: 'min(organisation_identifier) as organisation_identifier,',
    name: 'organisation_name',
    joined: 'coalesce(k.key, published)',
    within: `case when published like '360G-%' then part.borough end`,
    joinedName: 'coalesce(o.name, part.name)',
    joins: `
      left join organisations o on o.borough = part.borough and o.organisation_id = part.organisation_id
      cross join lateral (select coalesce(o.identifier, part.organisation_identifier) as published) p
      left join organisation_keys k on k.identifier = published`,
  },
  programme: { key: 'programme_id', name: 'programme_title', joined: 'programme_id::text', within: 'part.borough' },
  department: { key: 'department_id', name: 'department_name', joined: 'department_id::text', within: 'part.borough' },
  funder: { key: 'funder_identifier', name: 'funder_name', joined: 'funder_identifier', within: 'null::text' },
};

export const groupPlaceFrom = (cursor: string | undefined): GroupPlace | null => decodeCursor(cursor, 'text', 'text', 'text');

export const groupPlaceOf = ({ isNameless, sortName, place }: GroupRow): GroupPlace => [isNameless, sortName, place];

/** The register in groups, in the order of their names; what has no group comes last. */
@Injectable()
export class GrantGroupsQueries {
  constructor(private readonly em: EntityManager) {}

  /** From a place on, as many as asked for; one more row than `limit` says that there is more. */
  async page(filter: ReadFilter, group: Grouping, after: GroupPlace | null, limit: number): Promise<GroupRow[]> {
    const { key, besides = '', name, joined, within, joins = '', joinedName = 'part.name' } = GROUPINGS[group];
    const keys = [...new Set([key, 'funder_identifier'])].join(', ');
    const condition = conditionOf(filter);
    const start = after?.map((part) => `${condition.bind(part)}::text`).join(', ');
    return sql<GroupRow>(
      this.em.fork(),
      `with part as (
         select g.borough, ${keys}, ${besides} min(${name}) as name, count(*) as grants, sum(amount_pence) as pence,
           min(awarded_on) as first_on, max(awarded_on) as last_on
         from grants g where ${condition.text} group by g.borough, ${keys}
       ), groups as (
         select ${joined} as key, min(${joinedName}) as name, array_agg(distinct part.borough order by part.borough) as boroughs,
           count(distinct funder_identifier)::int as funders, sum(grants)::int as grants, sum(pence)::float8 as "amountPence",
           min(first_on)::text as "firstAwardedOn", max(last_on)::text as "lastAwardedOn",
           (min(${joinedName}) is null)::text as "isNameless", lower(coalesce(min(${joinedName}), '')) as "sortName",
           coalesce(${within}, '') || ' ' || coalesce(${joined}, '') as place
         from part ${joins} group by ${joined}, ${within}
       )
       select key, name, boroughs, grants, "amountPence", funders, "firstAwardedOn", "lastAwardedOn", "isNameless", "sortName", place
       from groups ${start ? `where ("isNameless", "sortName", place) > (${start})` : ''}
       order by "isNameless", "sortName", place limit ${limit + 1}`,
      condition.parameters,
    );
  }
}
