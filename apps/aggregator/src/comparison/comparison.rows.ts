import { CATALOGUE, judgeCase, type JudgedCase, type OwnPromise, type Promises, type VerdictValue } from '#commitments';
import { CaseReportedV1, CaseWithdrawnV1, ReplyOpenedV1 } from '#contracts';
import { prepared, sql } from '#database';
import type { FeedEvent } from '#events';
import type { EntityManager } from '@mikro-orm/postgresql';
import { columnsOf, type Columns, rowsFrom } from '../bulk.js';

/** The last day there is. */
const AFTER_ALL = '9999-12-31';

const CASE: Columns = {
  case_id: 'uuid',
  position: 'bigint',
  until_position: 'bigint',
  state: 'text',
  commitment_id: 'text',
  financial_year: 'text',
  decided_on: 'date',
  rule: 'text',
  rule_version: 'int',
  facts: 'json',
  version_id: 'uuid',
  department: 'text',
  programme: 'text',
  organisation_id: 'uuid',
  organisation: 'text',
  record_kind: 'text',
  record_id: 'uuid',
  record_title: 'text',
  replies: 'json',
  reply_until: 'date',
  lenses: 'json',
  promise: 'text',
  mapping_id: 'uuid',
  own_value: 'text',
  common_value: 'text',
};

const WRITE = prepared(`
  insert into commitment_cases (borough, ${Object.keys(CASE).join(', ')})
  select $1, r.* from ${rowsFrom(CASE)} on conflict do nothing`);

const FIRST: Columns = { case_id: 'uuid', position: 'bigint', state: 'text' };

/**
 * What stood before the first of these tellings stands until there. That a reply is open takes the place of no result: by the measure that
 * is not asked about it goes on counting.
 */
const SUPERSEDE = prepared(`
  update commitment_cases c set until_position = r.position
  from ${rowsFrom(FIRST)}
  where c.borough = $1 and c.case_id = r.case_id and c.until_position is null and c.position < r.position
    and (r.state = 'reported' or c.state = 'reply-open')`);

/** What was taken back goes, also from where an earlier position is looked at: a log that is read anew does not have it either. */
const TAKE_BACK = prepared(`delete from commitment_cases where borough = $1 and case_id = any($2::uuid[])`);

/** Writes the tellings of a run, the last of each case standing, judged by what the borough promises now. */
export async function writeCases(em: EntityManager, borough: string, run: readonly FeedEvent[], promises: Promises): Promise<void> {
  const byCase = new Map<string, CaseRow[]>();
  const takenBack: string[] = [];
  for (const event of run) {
    const row = rowOf(event, promises);
    if (!row) continue;
    const earlier = byCase.get(row.case_id) ?? [];
    for (const one of earlier) if (row.state === 'reported' || one.state === 'reply-open') one.until_position ??= row.position;
    byCase.set(row.case_id, row.state === WITHDRAWN ? [row] : [...earlier, row]);
    if (row.state === WITHDRAWN) takenBack.push(row.case_id);
  }
  if (byCase.size === 0) return;
  if (takenBack.length > 0) await sql(em, TAKE_BACK, [borough, takenBack]);
  const firsts = [...byCase.values()].flatMap((rows) =>
    ['reply-open', 'reported'].flatMap((state) => rows.find((row) => row.state === state) ?? []),
  );
  // One statement a state: of several rows that fit, PostgreSQL would take any.
  for (const first of [firsts.filter(({ state }) => state === 'reply-open'), firsts.filter(({ state }) => state === 'reported')]) {
    if (first.length > 0) await sql(em, SUPERSEDE, [borough, ...columnsOf(FIRST, first)]);
  }
  await sql(em, WRITE, [borough, ...columnsOf(CASE, [...byCase.values()].flat())]);
}

const WITHDRAWN = 'withdrawn';

type CaseRow = Record<string, unknown> & { readonly case_id: string; readonly state: string };

/** Commitments whose cases are confidential: no borough tells them, and what one tells by mistake is counted nowhere. */
const CONFIDENTIAL: ReadonlySet<string> = new Set(CATALOGUE.commitments.filter(({ isCase }) => isCase).map(({ id }) => id));

function rowOf({ type, data, position }: FeedEvent, promises: Promises): CaseRow | null {
  if (CONFIDENTIAL.has((data as { readonly commitmentId?: string }).commitmentId ?? '')) return null;
  if (type === ReplyOpenedV1.type) {
    const { caseId, commitmentId, financialYear, lenses, replyUntil } = data as ReplyOpenedV1;
    const open = { state: 'reply-open', financial_year: financialYear, lenses, reply_until: replyUntil };
    return { ...named(caseId, commitmentId, position), ...open };
  }
  if (type === CaseWithdrawnV1.type) {
    const { caseId, commitmentId } = data as CaseWithdrawnV1;
    return { ...named(caseId, commitmentId, position), state: WITHDRAWN };
  }
  if (type !== CaseReportedV1.type) return null;
  const told = data as CaseReportedV1;
  return {
    ...named(told.caseId, told.commitmentId, position),
    state: 'reported',
    financial_year: told.financialYear,
    decided_on: told.decidedOn,
    rule: told.rule,
    rule_version: told.ruleVersion,
    facts: told.facts,
    version_id: told.versionId,
    department: told.department?.name,
    programme: told.programme?.title,
    organisation_id: told.organisation?.organisationId,
    organisation: told.organisation?.name,
    record_kind: told.record?.kind,
    record_id: told.record?.id,
    record_title: told.record?.title,
    replies: told.replies,
    ...valuesOf(told, promises),
  };
}

const named = (caseId: string, commitmentId: string, position: number) => ({ case_id: caseId, commitment_id: commitmentId, position });

/** What a case is worth: by what the borough promised, and by the network's measure. */
export interface CaseValues {
  readonly promise: OwnPromise['state'];
  readonly mapping_id: string | null;
  /** Null where the borough's own words ask for nothing that can be checked. */
  readonly own_value: VerdictValue | null;
  readonly common_value: VerdictValue;
}

const UNKNOWN: CaseValues = { promise: 'unmapped', mapping_id: null, own_value: null, common_value: 'not-assessable' };

export interface Judgeable {
  readonly commitmentId: string;
  readonly facts: object;
}

/** What was told is over: no rule waits for a day any more. */
export const judgeTold = ({ commitmentId, facts }: Judgeable, promises: Promises, catalogue = CATALOGUE): JudgedCase =>
  judgeCase(commitmentId, facts, promises, AFTER_ALL, catalogue);

/** What a case is worth by both measures. A commitment that the catalogue here does not have is judged by nobody. */
export function valuesOf({ commitmentId, facts }: Judgeable, promises: Promises, catalogue = CATALOGUE): CaseValues {
  if (!catalogue.commitments.some(({ id, rule }) => id === commitmentId && rule !== null)) return UNKNOWN;
  const { promise, mappingId, ownVerdict, commonVerdict } = judgeTold({ commitmentId, facts }, promises, catalogue);
  return { promise, mapping_id: mappingId, own_value: ownVerdict?.value ?? null, common_value: commonVerdict.value };
}

interface Standing extends Judgeable {
  readonly caseId: string;
}

const NOW = `borough = $1 and until_position is null and state = 'reported'`;
const VALUES: Columns = { case_id: 'uuid', promise: 'text', mapping_id: 'uuid', own_value: 'text' };

/** So many cases are read at a time: a borough has thousands. */
const CASES_AT_ONCE = 5_000;

/** Judges anew every case that stands, since what the borough promises is another. The network's measure is the same. */
export async function judgeAnew(em: EntityManager, borough: string, promises: Promises): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const standing = await sql<Standing>(
      em,
      `select case_id as "caseId", commitment_id as "commitmentId", facts from commitment_cases
       where ${NOW} and case_id > $2 order by case_id limit ${CASES_AT_ONCE}`,
      [borough, after],
    );
    if (standing.length === 0) return;
    const rows = standing.map(({ caseId, ...one }) => ({ case_id: caseId, ...valuesOf(one, promises) }));
    await sql(
      em,
      `update commitment_cases c set promise = r.promise, mapping_id = r.mapping_id, own_value = r.own_value
       from ${rowsFrom(VALUES)} where c.${NOW.replaceAll(' and ', ' and c.')} and c.case_id = r.case_id`,
      [borough, ...columnsOf(VALUES, rows)],
    );
    after = standing.at(-1)?.caseId ?? after;
  }
}
