import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { RecordedGrant } from './import-row.js';

/** An award as it reads today: of grant `g`, organisation `o`, and department `d` and programme `p` where it has them. */
export const AWARD = `json_strip_nulls(json_build_object(
  'identifier', g.identifier, 'title', g.title, 'description', g.description,
  'organisation', json_build_object('organisationId', o.id, 'identifier', o.identifier, 'name', o.name),
  'funder', json_build_object('identifier', g.funder_identifier, 'name', g.funder_name, 'ownFunding', g.own_funding),
  'department', case when d.id is not null then json_build_object('departmentId', d.id, 'name', d.name) end,
  'programme', case when p.id is not null then json_build_object('programmeId', p.id, 'title', p.title, 'code', p.code) end,
  'amountAppliedForPence', g.amount_applied_for_pence, 'amountAwardedPence', g.amount_awarded_pence, 'awardedOn', g.awarded_on,
  'startsOn', g.starts_on, 'endsOn', g.ends_on, 'durationMonths', g.duration_months, 'years', g.years_awarded,
  'paidInAdvance', g.paid_in_advance, 'openCall', g.open_call, 'kept', g.kept
))`;

/** What is recorded of the grants with these identifiers, in one query; with `lock`, no one changes them until the transaction ends. */
export async function recordedGrants(
  em: EntityManager,
  identifiers: readonly string[],
  lock: boolean,
): Promise<Map<string, RecordedGrant>> {
  const rows = await sql<RecordedGrant>(
    em,
    `select g.id, ${AWARD} as award, g.withdrawn_on as "withdrawnOn", v.ids as "variationIds", v.is_varied as "isVaried"
     from grants g
     join organisations o on o.id = g.organisation_id
     left join departments d on d.id = g.department_id
     left join programmes p on p.id = g.programme_id
     cross join lateral (
       select coalesce(array_agg(id), '{}') as ids, coalesce(bool_or(withdrawn_on is null and kind <> 'early-warning'), false) as is_varied
       from grant_variations where grant_id = g.id
     ) v
     where g.identifier = any($1::text[]) order by g.id ${lock ? 'for no key update of g' : ''}`,
    [identifiers],
  );
  return new Map(rows.map((row) => [row.award.identifier, row]));
}
