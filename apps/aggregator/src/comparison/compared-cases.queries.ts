import { decodeCursor, page, type Page } from '#api';
import { type Catalogue, CATALOGUE, commitmentOf } from '#commitments';
import { sql } from '#database';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ComparedCaseItem } from './comparison-item.js';
import type { ComparedCasesQuery } from './comparison-query.js';
import { judgeTold } from './comparison.rows.js';
import { type Promised, promisesBy, promisesOf } from './promises.js';
import { type Snapshot, snapshotText } from './snapshot.js';

type Judged = 'promise' | 'ownWord' | 'ownWordSays' | 'commonMeasure' | 'commonMeasureSays' | 'catalogue';
type Row = Omit<ComparedCaseItem, Judged | 'asAt'> & { readonly place: string };

const STANDS = 'until_position is null';
const STOOD = `exists (
  select from unnest($8::text[], $9::bigint[]) as s(code, position)
  where s.code = c.borough and c.position <= s.position and (c.until_position is null or c.until_position > s.position))`;

@Injectable()
export class ComparedCasesQueries {
  constructor(private readonly em: EntityManager) {}

  /**
   * The cases behind the figures of a commitment, by borough, those of the latest days first, each with what both measures say of it: as
   * they stand, or as they stood at a snapshot.
   */
  async of(commitmentId: string, asked: ComparedCasesQuery, snapshot: Snapshot | null): Promise<Page<ComparedCaseItem>> {
    const { borough, financialYear, cursor, limit } = asked;
    const { parts, catalogue } = snapshot ?? { parts: [], catalogue: CATALOGUE };
    // What is marked by the chairs has no cases, whatever a borough tells.
    if (commitmentOf(commitmentId, catalogue).rule === null) return { items: [], next: null };
    const [afterBorough, afterPlace, afterCase] = decodeCursor(cursor, 'text', 'text', 'uuid') ?? [];
    const positions = snapshot ? [parts.map((part) => part.borough), parts.map(({ position }) => position)] : [];
    const rows = await sql<Row>(
      this.em.fork(),
      `select * from (
         select borough, case_id as "caseId", commitment_id as "commitmentId", financial_year as "financialYear",
           decided_on::text as "decidedOn", organisation, department, programme, record_kind as "recordKind", record_id as "recordId",
           record_title as "recordTitle", replies, rule, facts, position::float8 as position,
           to_char(date '9999-12-31' - coalesce(decided_on, date '0001-01-01'), 'FM00000000') as place
         from commitment_cases c
         where commitment_id = $1 and ${snapshot ? STOOD : STANDS} and state = 'reported'
           and (replies is not null or common_value is distinct from 'not-met')
           and (cardinality($2::text[]) = 0 or borough = any($2::text[]))
           and (cardinality($3::text[]) = 0 or financial_year = any($3::text[]))
       ) c where $4::text is null or (borough, place, "caseId") > ($4::text, $5::text, $6::uuid)
       order by borough, place, "caseId" limit $7`,
      [commitmentId, borough, financialYear, afterBorough ?? null, afterPlace ?? null, afterCase ?? null, limit + 1, ...positions],
    );
    const found = page(rows, limit, ({ borough: code, place, caseId }) => [code, place, caseId]);
    const promises = new Map<string, Promised>();
    for (const code of new Set(found.items.map((one) => one.borough))) {
      const upTo = parts.find((part) => part.borough === code)?.position;
      promises.set(code, await promisesOf(this.em.fork(), code, upTo));
    }
    const asAt = snapshot && snapshotText(snapshot);
    const itemOf = (row: Row) => ({ ...judged(row, catalogue, promises.get(row.borough)), asAt });
    return { items: found.items.map((row) => shown(ComparedCaseItem, itemOf(row), 'public')), next: found.next };
  }
}

function judged(row: Row, catalogue: Catalogue, promises = promisesBy([])): Omit<ComparedCaseItem, 'asAt'> {
  const { promise, ownVerdict, commonVerdict } = judgeTold(row, promises, catalogue);
  // The chairs speak first of what is not kept by a promise that was agreed later.
  const own = row.replies === null && ownVerdict?.value === 'not-met' ? null : ownVerdict;
  return {
    ...row,
    promise,
    ownWord: own?.value ?? null,
    ownWordSays: own?.says ?? null,
    commonMeasure: commonVerdict.value,
    commonMeasureSays: commonVerdict.says,
    catalogue: catalogue.version,
  };
}
