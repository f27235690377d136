import { prepared, sql } from '#database';
import { LIVE } from '#events';
import type { Catalogue, Promises } from '#commitments';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type BoroughState, byCommitment, type CaseCount, type CountsByCommitment } from './comparison.js';
import { type CaseValues, valuesOf } from './comparison.rows.js';
import { promisesBy, type PromiseFact, promisesOf } from './promises.js';
import type { SnapshotPart } from './snapshot.js';

interface FeedRow {
  readonly borough: string;
  readonly position: number | null;
  readonly state: string;
  readonly grants: SnapshotPart['grants'];
}

/** Where a borough's `state` is the same, what is held here of it is the same. */
const FEEDS = prepared(`
  select b.code as borough, p.position::float8 as position, h.completeness -> 'grants' as grants,
    concat_ws(' ', p.epoch, p.position, p.applied_at,
      (select concat_ws(' ', count(k.replayed_at), max(k.replayed_at)) from parked k
       where k.projection_set = '${LIVE}' and k.borough = b.code)) as state
  from unnest($1::text[]) with ordinality as b(code, place)
  left join feed_positions p on p.borough = b.code and p.projection_set = '${LIVE}'
  left join borough_heads h on h.borough = b.code
  order by b.place`);

interface CountRow {
  readonly borough: string;
  readonly commitmentId: string;
  readonly financialYear: string | null;
  readonly state: CaseCount['state'];
  readonly promise: CaseValues['promise'] | null;
  readonly mappingId: string | null;
  readonly ownValue: CaseValues['own_value'];
  readonly commonValue: CaseValues['common_value'] | null;
  readonly replyUntil: string | null;
  readonly n: number;
}

const COUNTS = prepared(`
  select borough, commitment_id as "commitmentId", financial_year as "financialYear", state, promise, mapping_id as "mappingId",
    own_value as "ownValue", common_value as "commonValue", max(reply_until)::text as "replyUntil", count(*)::int as n
  from commitment_cases where borough = any($1::text[]) and until_position is null
  group by borough, commitment_id, financial_year, state, promise, mapping_id, own_value, common_value`);

const PROMISES = prepared(`select borough, type, data from commitment_promises where borough = any($1::text[]) order by borough, position`);

interface Held {
  readonly counts: CountsByCommitment;
  readonly promises: Promises;
}

/** What was counted for as many boroughs as a network has, kept until the borough tells more. */
const MOST_HELD = 1_000;

@Injectable()
export class ComparisonQueries {
  private readonly held = new LRUCache<string, Held>({ max: MOST_HELD });

  constructor(private readonly em: EntityManager) {}

  /** How far each borough is applied here, and up to when its grants are complete. */
  async feeds(boroughs: readonly string[]): Promise<readonly FeedRow[]> {
    return sql<FeedRow>(this.em.fork(), FEEDS, [boroughs]);
  }

  /** What stands now of these boroughs. What a borough told nothing new of is not counted again. */
  async now(feeds: readonly FeedRow[]): Promise<BoroughState[]> {
    const keyOf = ({ borough, state }: FeedRow): string => `${borough} ${state}`;
    const missing = feeds.filter((feed) => !this.held.has(keyOf(feed)));
    if (missing.length > 0) {
      const codes = missing.map(({ borough }) => borough);
      const [rows, facts] = await Promise.all([
        sql<CountRow>(this.em.fork(), COUNTS, [codes]),
        sql<PromiseFact & { borough: string }>(this.em.fork(), PROMISES, [codes]),
      ]);
      for (const feed of missing) {
        const own = <Row extends { borough: string }>(all: readonly Row[]): Row[] => all.filter(({ borough }) => borough === feed.borough);
        this.held.set(keyOf(feed), { counts: byCommitment(own(rows).map(countOf)), promises: promisesBy(own(facts)) });
      }
    }
    return feeds.map((feed) => {
      const { counts, promises } = this.held.get(keyOf(feed)) ?? { counts: new Map(), promises: promisesBy([]) };
      return { borough: feed.borough, counts, promises, grants: feed.grants };
    });
  }

  /** What stood at earlier positions, judged anew by the catalogue of then. What was ever withdrawn is a mark and no content. */
  async at(parts: readonly SnapshotPart[], catalogue: Catalogue): Promise<BoroughState[]> {
    const states: BoroughState[] = [];
    for (const { borough, position, grants } of parts) {
      const promises = await promisesOf(this.em.fork(), borough, position);
      const rows = await sql<Pick<CountRow, 'commitmentId' | 'financialYear' | 'state' | 'replyUntil'> & { facts: object | null }>(
        this.em.fork(),
        `select commitment_id as "commitmentId", financial_year as "financialYear", state, reply_until::text as "replyUntil", facts
         from commitment_cases where borough = $1
           and (state = 'withdrawn' or position <= $2 and (until_position is null or until_position > $2))
         order by case_id`,
        [borough, position],
      );
      const counts = rows.map(({ facts, ...row }): CaseCount => {
        const values = facts === null ? null : valuesOf({ commitmentId: row.commitmentId, facts }, promises, catalogue);
        return { ...row, values, n: 1 };
      });
      states.push({ borough, counts: byCommitment(counts), promises, grants });
    }
    return states;
  }
}

function countOf({ promise, mappingId, ownValue, commonValue, ...row }: CountRow): CaseCount {
  const { commitmentId, financialYear, state, replyUntil, n } = row;
  const isJudged = promise !== null && commonValue !== null;
  const values = isJudged ? { promise, mapping_id: mappingId, own_value: ownValue, common_value: commonValue } : null;
  return { commitmentId, financialYear, state, values, replyUntil, n };
}
