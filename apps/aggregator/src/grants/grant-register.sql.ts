import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { recounting } from './grant-register.counts.js';
import type { RegisterChange } from './grant-register.rows.js';

/**
 * What a grant comes to by its variations: the newest sum that a variation or its withdrawal named, as long as any variation stands;
 * else the award. It stops on the day its ending takes effect.
 */
const comesTo = (grant: string): string => `
  select case when bool_or(v.withdrawn_on is null)
      then (array_agg(v.amount_pence order by v.position desc))[1] else ${grant}.awarded_pence end as amount_pence,
    case when bool_or(v.withdrawn_on is null)
      then (array_agg(v.years order by v.position desc))[1] else ${grant}.awarded_years end as years,
    min(v.effective_on) filter (where v.kind = 'ended') as stops_on
  from grant_variations v where v.borough = $1 and v.grant_id = ${grant}.grant_id and v.amount_pence is not null`;

const DETAILS = `
  insert into grants as g (borough, grant_id, identifier, title, description, organisation_id, organisation_identifier, organisation_name,
    funder_identifier, funder_name, own_funding, department_id, department_name, programme_id, programme_title, programme_code,
    applied_for_pence, awarded_pence, amount_pence, awarded_on, award_year, starts_on, ends_on, duration_months, runs_from, runs_to,
    runs_basis, awarded_years, years, stops_on, paid_in_advance, open_call, position)
  select $1, grant_id, identifier, title, description, organisation_id, organisation_identifier, organisation_name,
    funder_identifier, funder_name, own_funding, department_id, department_name, programme_id, programme_title, programme_code,
    applied_for_pence, awarded_pence, n.amount_pence, awarded_on, award_year, starts_on, ends_on, duration_months, runs_from, runs_to,
    runs_basis, awarded_years, n.years, n.stops_on, paid_in_advance, open_call, position
  from json_to_recordset($2::json) as r(grant_id uuid, identifier text, title text, description text, organisation_id uuid,
    organisation_identifier text, organisation_name text, funder_identifier text, funder_name text, own_funding boolean,
    department_id uuid, department_name text, programme_id uuid, programme_title text, programme_code text,
    applied_for_pence bigint, awarded_pence bigint, awarded_on date, award_year text, starts_on date, ends_on date, duration_months integer,
    runs_from date, runs_to date, runs_basis text, awarded_years json, paid_in_advance text, open_call boolean, position bigint)
  cross join lateral (${comesTo('r')}) n
  on conflict (borough, grant_id) do update set
    identifier = excluded.identifier, title = excluded.title, description = excluded.description,
    organisation_id = excluded.organisation_id, organisation_identifier = excluded.organisation_identifier,
    organisation_name = excluded.organisation_name, funder_identifier = excluded.funder_identifier, funder_name = excluded.funder_name,
    own_funding = excluded.own_funding, department_id = excluded.department_id, department_name = excluded.department_name,
    programme_id = excluded.programme_id, programme_title = excluded.programme_title, programme_code = excluded.programme_code,
    applied_for_pence = excluded.applied_for_pence, awarded_pence = excluded.awarded_pence, amount_pence = excluded.amount_pence,
    awarded_on = excluded.awarded_on, award_year = excluded.award_year, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
    duration_months = excluded.duration_months, runs_from = excluded.runs_from, runs_to = excluded.runs_to,
    runs_basis = excluded.runs_basis, awarded_years = excluded.awarded_years, years = excluded.years, stops_on = excluded.stops_on,
    paid_in_advance = excluded.paid_in_advance, open_call = excluded.open_call, position = excluded.position
  where g.withdrawn_on is null and excluded.position >= g.position`;

/** The mark stays and the content goes, so the row is written anew with nothing but the mark. */
const MARK_WITHDRAWN = `
  insert into grants (borough, grant_id, withdrawn_on, withdrawn_reason, position)
  select $1, r.* from json_to_recordset($2::json) as r(grant_id uuid, withdrawn_on date, withdrawn_reason text, position bigint)`;

const DROP_GRANTS = `delete from grants where borough = $1 and grant_id = any($2::uuid[])`;
const DROP_VARIATIONS = `delete from grant_variations where borough = $1 and grant_id = any($2::uuid[])`;
const DROP_CORRECTIONS = `delete from grant_corrections where borough = $1 and grant_id = any($2::uuid[])`;

/** Looked up by its key for each row: as a join, this reads the register whole while nothing is known of its size. */
const stands = (row: string) => `
  (select w.withdrawn_on from grants w where w.borough = $1 and w.grant_id = ${row}.grant_id) is null`;

const VARIATIONS = `
  insert into grant_variations as v (borough, grant_id, variation_id, kind, effective_on, effective_year, previous_pence, difference_pence,
    amount_pence, years, told_in_writing_on, received_on, made_public_on, reason, exception_ground, exception_approved_by, agreed_shorter,
    warned_of, recorded_at, position)
  select $1, r.* from json_to_recordset($2::json) as r(grant_id uuid, variation_id uuid, kind text, effective_on date, effective_year text,
    previous_pence bigint, difference_pence bigint, amount_pence bigint, years json, told_in_writing_on date, received_on date,
    made_public_on date, reason text, exception_ground text, exception_approved_by text, agreed_shorter boolean, warned_of text,
    recorded_at timestamptz, position bigint)
  where ${stands('r')}
  on conflict (borough, grant_id, variation_id) do nothing`;

/** What was told is gone; what it was called, and the sum the borough named when it took it back, stay. */
const WITHDRAW_VARIATIONS = `
  insert into grant_variations as v (borough, grant_id, variation_id, kind, amount_pence, years, withdrawn_on, withdrawn_reason, position)
  select $1, r.* from json_to_recordset($2::json) as r(grant_id uuid, variation_id uuid, kind text, amount_pence bigint, years json,
    withdrawn_on date, withdrawn_reason text, position bigint)
  where ${stands('r')}
  on conflict (borough, grant_id, variation_id) do update set
    kind = excluded.kind, amount_pence = excluded.amount_pence, years = excluded.years, withdrawn_on = excluded.withdrawn_on,
    withdrawn_reason = excluded.withdrawn_reason, position = excluded.position,
    effective_on = null, effective_year = null, previous_pence = null, difference_pence = null, told_in_writing_on = null,
      received_on = null,
    made_public_on = null, reason = null, exception_ground = null, exception_approved_by = null, agreed_shorter = null, warned_of = null,
    recorded_at = null`;

const CORRECTIONS = `
  insert into grant_corrections (borough, grant_id, position, fields, reason, recorded_at)
  select $1, r.grant_id, r.position, r.fields, r.reason, r.recorded_at
  from json_to_recordset($2::json) as r(grant_id uuid, position bigint, fields text[], reason text, recorded_at timestamptz)
  where ${stands('r')}
  on conflict do nothing`;

/**
 * Brings what grants come to up to their variations; nothing that is right already is written. Each grant is looked up by its key, and
 * written as a conflict with itself: an update would join them, and read the register whole while nothing is known of its size.
 */
export const AMOUNTS = `
  insert into grants (borough, grant_id, amount_pence, years, stops_on)
  select $1, o.grant_id, n.amount_pence, n.years, n.stops_on
  from unnest($2::uuid[]) as touched(grant_id)
  cross join lateral (
    select grant_id, awarded_pence, awarded_years, amount_pence, years, stops_on
    from grants where borough = $1 and grant_id = touched.grant_id offset 0
  ) o
  cross join lateral (${comesTo('o')}) n
  where (o.amount_pence, o.years::text, o.stops_on) is distinct from (n.amount_pence, n.years::text, n.stops_on)
  on conflict (borough, grant_id) do update
    set amount_pence = excluded.amount_pence, years = excluded.years, stops_on = excluded.stops_on`;

/** Writes a run of one borough, and its grant changes with it. */
export async function writeRegister(em: EntityManager, borough: string, change: RegisterChange): Promise<void> {
  const { details, withdrawn, variations, withdrawnVariations } = change;
  const varied = [...variations.values(), ...withdrawnVariations.values()].map((row) => row.grant_id as string);
  const touched = [...new Set([...details.keys(), ...withdrawn.keys(), ...varied])];
  await recounting(em, borough, touched, () => writeRows(em, borough, change, [...new Set(varied)]));
}

/** Withdrawals first, so that nothing of a withdrawn grant comes back with what arrives again; awards after their variations. */
async function writeRows(em: EntityManager, borough: string, change: RegisterChange, varied: readonly string[]): Promise<void> {
  const { details, withdrawn, variations, withdrawnVariations, corrections } = change;
  if (withdrawn.size > 0) {
    const gone = [...withdrawn.keys()];
    for (const drop of [DROP_GRANTS, DROP_VARIATIONS, DROP_CORRECTIONS]) await sql(em, drop, [borough, gone]);
    await sql(em, MARK_WITHDRAWN, [borough, asJson(withdrawn)]);
  }
  if (variations.size > 0) await sql(em, VARIATIONS, [borough, asJson(variations)]);
  if (withdrawnVariations.size > 0) await sql(em, WITHDRAW_VARIATIONS, [borough, asJson(withdrawnVariations)]);
  if (details.size > 0) await sql(em, DETAILS, [borough, asJson(details)]);
  if (corrections.length > 0) await sql(em, CORRECTIONS, [borough, JSON.stringify(corrections)]);
  if (varied.length > 0) await sql(em, AMOUNTS, [borough, varied]);
}

const asJson = (rows: ReadonlyMap<string, object>): string => JSON.stringify([...rows.values()]);
