import { prepared, sql, type Statement, together } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { setImmediate as soon } from 'node:timers/promises';
import { type Columns, columnsOf, type Row, rowsFrom } from '../bulk.js';
import { wordsRows, WORDS_COLUMNS } from './grant-register.words.js';
import { foldRun, type RegisterWrites, type StandingGrant } from './grant-register.fold.js';
import type { RegisterChange } from './grant-register.rows.js';
import type { CutTexts } from './grant-words.js';

const DETAILS: Columns = {
  grant_id: 'uuid',
  identifier: 'text',
  title: 'text',
  description: 'text',
  organisation_id: 'uuid',
  organisation_identifier: 'text',
  organisation_name: 'text',
  funder_identifier: 'text',
  funder_name: 'text',
  own_funding: 'boolean',
  department_id: 'uuid',
  department_name: 'text',
  programme_id: 'uuid',
  programme_title: 'text',
  programme_code: 'text',
  applied_for_pence: 'bigint',
  awarded_pence: 'bigint',
  amount_pence: 'bigint',
  awarded_on: 'date',
  award_year: 'text',
  starts_on: 'date',
  ends_on: 'date',
  duration_months: 'integer',
  runs_from: 'date',
  runs_to: 'date',
  runs_basis: 'text',
  awarded_years: 'json',
  years: 'json',
  stops_on: 'date',
  paid_in_advance: 'text',
  open_call: 'boolean',
  position: 'bigint',
};

const AMOUNTS: Columns = { grant_id: 'uuid', amount_pence: 'bigint', years: 'json', stops_on: 'date' };

/** The mark stays and the content goes, so the row is written anew with nothing but the mark. */
const MARKS: Columns = { grant_id: 'uuid', withdrawn_on: 'date', withdrawn_reason: 'text', position: 'bigint' };

/** Of a variation taken back only what it was called, and the sum the borough named then; what was told of it is written over. */
const VARIATIONS: Columns = {
  grant_id: 'uuid',
  variation_id: 'uuid',
  kind: 'text',
  effective_on: 'date',
  effective_year: 'text',
  previous_pence: 'bigint',
  difference_pence: 'bigint',
  amount_pence: 'bigint',
  years: 'json',
  told_in_writing_on: 'date',
  received_on: 'date',
  made_public_on: 'date',
  reason: 'text',
  exception_ground: 'text',
  exception_approved_by: 'text',
  agreed_shorter: 'boolean',
  warned_of: 'text',
  recorded_at: 'timestamptz',
  position: 'bigint',
  withdrawn_on: 'date',
  withdrawn_reason: 'text',
};

/** More rows than these are not sent as one statement. */
const MOST_AT_ONCE = 100;

type Writing = (borough: string, rows: readonly Row[]) => Statement;

/** New rows of a borough. That none of them stands is known: to look before each is written costs a fifth of writing it. */
function insert(table: string, columns: Columns, onConflict = ''): Writing {
  const names = Object.keys(columns).join(', ');
  const text = `insert into ${table} (borough, ${names}) select $1, r.* from ${rowsFrom(columns)} ${onConflict}`;
  return (borough, rows) => ({ text, parameters: [borough, ...columnsOf(columns, rows)] });
}

/**
 * Rows of a borough over those that stand. Each is looked up by its key: an update would join the rows with the table, and read it
 * whole while nothing is known of its size.
 */
function upsert(table: string, columns: Columns, key: readonly string[], changedWhere = ''): Writing {
  const others = Object.keys(columns).filter((name) => !key.includes(name));
  const changes = others.map((name) => `${name} = excluded.${name}`).join(', ');
  return insert(table, columns, `on conflict (borough, ${key.join(', ')}) do update set ${changes} ${changedWhere}`);
}

const addDetails = insert('grants', DETAILS);
const changeDetails = upsert('grants', DETAILS, ['grant_id']);
const changeAmounts = upsert('grants', AMOUNTS, ['grant_id']);
const addMarks = insert('grants', MARKS);
const addWords = insert('grant_words', WORDS_COLUMNS);
/** Words that stay are not written: to enter a grant under all its words costs more than to write it. */
const changeWords = upsert('grant_words', WORDS_COLUMNS, ['grant_id'], 'where grant_words.words <> excluded.words');
const writeVariations = upsert('grant_variations', VARIATIONS, ['grant_id', 'variation_id']);
/** Not by columns, since each row has an array of its own. */
const writeCorrections: Writing = (borough, rows) => ({
  text: `insert into grant_corrections (borough, grant_id, position, fields, reason, recorded_at)
    select $1, r.* from json_to_recordset($2::json)
      as r(grant_id uuid, position bigint, fields text[], reason text, recorded_at timestamptz)
    on conflict do nothing`,
  parameters: [borough, JSON.stringify(rows)],
});

const DROP = ['grants', 'grant_words', 'grant_variations', 'grant_corrections'].map((table) =>
  prepared(`delete from ${table} where borough = $1 and grant_id = any($2::uuid[])`),
);

/** What stands of the grants $2, each looked up by its key. */
export const STANDING = prepared(`
  select t.grant_id as "grantId", g.grant, coalesce(v.variations, '[]') as variations
  from unnest($2::uuid[]) as t(grant_id)
  left join lateral (
    select json_build_object('position', position, 'isWithdrawn', withdrawn_on is not null, 'awardYear', award_year,
      'ownFunding', own_funding, 'awardedPence', awarded_pence, 'awardedYears', awarded_years, 'amountPence', amount_pence,
      'years', years, 'stopsOn', stops_on) as grant
    from grants where borough = $1 and grant_id = t.grant_id offset 0
  ) g on true
  left join lateral (
    select json_agg(json_build_object('variationId', variation_id, 'kind', kind, 'isWithdrawn', withdrawn_on is not null,
      'effectiveOn', effective_on, 'effectiveYear', effective_year, 'differencePence', difference_pence, 'amountPence', amount_pence,
      'years', years, 'position', position)) as variations
    from grant_variations where borough = $1 and grant_id = t.grant_id
  ) v on true
  where g.grant is not null or v.variations is not null`);

const ADD_CHANGES = `
  merge into grant_changes s using (
    select * from json_to_recordset($2::json) as r(kind text, financial_year text, own_funding boolean, count bigint, amount_pence bigint)
  ) d on s.borough = $1 and s.financial_year = d.financial_year and s.kind = d.kind and s.own_funding = d.own_funding
  when matched and s.count + d.count = 0 then delete
  when matched then update set count = s.count + d.count, amount_pence = s.amount_pence + d.amount_pence
  when not matched then insert (borough, financial_year, kind, own_funding, count, amount_pence)
    values ($1, d.financial_year, d.kind, d.own_funding, d.count, d.amount_pence)`;

const addChanges: Writing = (borough, changes) => ({ text: ADD_CHANGES, parameters: [borough, JSON.stringify(changes)] });

/** A run of one borough as far as it can be worked out without the database. */
export interface RegisterRun {
  readonly change: RegisterChange;
  /** The texts of its details, in their order. */
  readonly texts: CutTexts;
}

/**
 * Writes a run of one borough with its grant changes and the words its grants are found by, in the transaction of `em`. Whatever is told,
 * the sums stay those of the rows, as long as no one else writes rows of these grants meanwhile.
 */
export async function writeRegister(em: EntityManager, borough: string, { change, texts }: RegisterRun): Promise<void> {
  const writes = foldRun(change, await standingOf(em, borough, change));
  await withdraw(em, borough, writes.withdrawn);
  const words = await wordsRows(em, [...change.details.values()], texts);
  await writeAll(em, partsOf(borough, writes, words));
}

async function standingOf(em: EntityManager, borough: string, change: RegisterChange): Promise<ReadonlyMap<string, StandingGrant>> {
  const { details, withdrawn, variations, withdrawnVariations, corrections } = change;
  const rows = [...variations.values(), ...withdrawnVariations.values(), ...corrections];
  const touched = new Set([...details.keys(), ...withdrawn.keys(), ...rows.map(({ grant_id }) => String(grant_id))]);
  const standing = await sql<StandingGrant & { grantId: string }>(em, STANDING, [borough, `{${[...touched].join(',')}}`]);
  return new Map(standing.map((grant) => [grant.grantId, grant]));
}

async function withdraw(em: EntityManager, borough: string, marks: readonly Row[]): Promise<void> {
  if (marks.length === 0) return;
  for (const drop of DROP) await sql(em, drop, [borough, marks.map(({ grant_id }) => grant_id)]);
  await together(em, [addMarks(borough, marks)]);
}

interface Part {
  readonly rows: readonly Row[];
  readonly statement: () => Statement;
}

/** What there is to write. None of the statements needs what another writes. */
function partsOf(borough: string, writes: RegisterWrites, words: ReadonlyMap<unknown, Row>): Part[] {
  const { awarded, corrected, amounts, variations, corrections, changes } = writes;
  const wordsOf = (grants: readonly Row[]): Row[] => grants.map(({ grant_id }) => words.get(grant_id)).filter((row) => row !== undefined);
  const part = (write: Writing, rows: readonly Row[]): Part => ({ rows, statement: () => write(borough, rows) });
  const all = [
    part(addDetails, awarded),
    part(addWords, wordsOf(awarded)),
    part(changeDetails, corrected),
    part(changeWords, wordsOf(corrected)),
    part(changeAmounts, amounts),
    part(writeVariations, variations),
    part(writeCorrections, corrections),
    part(
      addChanges,
      changes.map((change) => ({ ...change })),
    ),
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

/** A few rows are sent at once. Many are made ready part by part, while PostgreSQL writes the part before. */
async function writeAll(em: EntityManager, parts: readonly Part[]): Promise<void> {
  const count = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  if (count === 0) return;
  if (count <= MOST_AT_ONCE)
    return together(
      em,
      parts.map(({ statement }) => statement()),
    );
  let before = Promise.resolve();
  for (const { statement } of parts) {
    const [next] = await Promise.all([soon().then(statement), before]);
    before = together(em, [next]);
  }
  await before;
}
