import { type Lens, LENSES } from '#contracts';
import { prepared, sql } from '#database';
import { LIVE } from '#events';
import type { Catalogue } from '#commitments';
import { EntityManager, IsolationLevel } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type BoroughState, byCommitment, type CaseCount, type CountsByCommitment } from './comparison.js';
import { type CaseValues, valuesOf } from './comparison.rows.js';
import { type Promised, promisesBy, type PromiseFact, promisesOf } from './promises.js';
import { FOUND_IN, type SnapshotPart } from './snapshot.js';
import { type MarksByCommitment, marksByCommitment, toldMarks } from './told-marks.js';
import { financialYearOf } from '#clock';

interface FeedRow {
  readonly borough: string;
  readonly position: number | null;
  readonly state: string;
  readonly complete: SnapshotPart['complete'];
}

const COMPLETE_PARTS = FOUND_IN.map((kind) => `'${kind}', h.completeness -> '${kind}'`).join(', ');

/** Where a borough's `state` is the same, what is held here of it is the same. */
const FEEDS = prepared(`
  select b.code as borough, p.position::float8 as position, jsonb_strip_nulls(jsonb_build_object(${COMPLETE_PARTS})) as complete,
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
  readonly isReplied: boolean;
  readonly lenses: readonly Lens[] | null;
  readonly replyUntil: string | null;
  readonly n: number;
}

const COUNTS = prepared(`
  select borough, commitment_id as "commitmentId", financial_year as "financialYear", state, promise, mapping_id as "mappingId",
    own_value as "ownValue", common_value as "commonValue", replies is not null as "isReplied",
    lenses, max(reply_until)::text as "replyUntil", count(*)::int as n
  from commitment_cases where borough = any($1::text[]) and until_position is null
  group by borough, commitment_id, financial_year, state, promise, mapping_id, own_value, common_value, replies is not null, lenses`);

const PROMISES = prepared(`select borough, type, data from commitment_promises where borough = any($1::text[]) order by borough, position`);

interface Held {
  /** The state of its feed when it was read. */
  readonly state: string;
  readonly counts: CountsByCommitment;
  readonly promises: Promised;
  readonly marks: MarksByCommitment;
  /** The financial years in which it told of cases or marks. */
  readonly years: readonly string[];
}

const NOTHING_HELD: Held = { state: '', counts: new Map(), promises: promisesBy([]), marks: new Map(), years: [] };

type StateNow = BoroughState & Pick<Held, 'years'>;

@Injectable()
export class ComparisonQueries {
  private readonly held = new Map<string, Held>();

  constructor(private readonly em: EntityManager) {}

  /** How far each borough is applied here, and up to when its records are complete. */
  async feeds(boroughs: readonly string[]): Promise<readonly FeedRow[]> {
    return sql<FeedRow>(this.em.fork(), FEEDS, [boroughs]);
  }

  /** What stands now of these boroughs, with the feeds that it is of. What a borough told nothing new of is not counted again. */
  async now(boroughs: readonly string[]): Promise<{ feeds: readonly FeedRow[]; states: readonly StateNow[] }> {
    const seen = await this.feeds(boroughs);
    const isKnown = ({ borough, state }: FeedRow): boolean => this.held.get(borough)?.state === state;
    const feeds = seen.every(isKnown) ? seen : await this.readAnew(boroughs, isKnown);
    const states = feeds.map(({ borough, complete }): StateNow => {
      const { state: _state, ...held } = this.held.get(borough) ?? NOTHING_HELD;
      return { borough, ...held, complete };
    });
    return { feeds, states };
  }

  /** Feeds and rows as they stand at one instant: a later row must not stand under an earlier position. */
  private async readAnew(boroughs: readonly string[], isKnown: (feed: FeedRow) => boolean): Promise<readonly FeedRow[]> {
    return this.em.fork().transactional(
      async (em) => {
        const feeds = await sql<FeedRow>(em, FEEDS, [boroughs]);
        const missing = feeds.filter((feed) => !isKnown(feed));
        const codes = missing.map(({ borough }) => borough);
        const rows = await sql<CountRow>(em, COUNTS, [codes]);
        const facts = await sql<PromiseFact & { borough: string }>(em, PROMISES, [codes]);
        const told = await toldMarks(em, codes);
        for (const { borough, state } of missing) {
          const counts = rows.filter((row) => row.borough === borough).map(countOf);
          const marks = told.filter((one) => one.borough === borough);
          const inYears = [
            ...counts.flatMap(({ financialYear }) => financialYear ?? []),
            ...marks.map(({ assessedOn }) => financialYearOf(assessedOn)),
          ];
          const promises = promisesBy(facts.filter((fact) => fact.borough === borough));
          const held = { promises, marks: marksByCommitment(marks), years: [...new Set(inYears)] };
          this.held.set(borough, { state, counts: byCommitment(counts), ...held });
        }
        return feeds;
      },
      { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true },
    );
  }

  /** What stood at earlier positions, judged anew by the catalogue of then. What was ever withdrawn is a mark and no content. */
  async at(parts: readonly SnapshotPart[], catalogue: Catalogue): Promise<BoroughState[]> {
    const states: BoroughState[] = [];
    for (const { borough, position, complete } of parts) {
      const promises = await promisesOf(this.em.fork(), borough, position);
      const rows = await sql<Told & { facts: object | null }>(
        this.em.fork(),
        `select commitment_id as "commitmentId", financial_year as "financialYear", state, reply_until::text as "replyUntil", facts,
           replies is not null as "isReplied", lenses, 1 as n
         from commitment_cases where borough = $1
           and (state = 'withdrawn' or position <= $2) and (until_position is null or until_position > $2)
         order by case_id`,
        [borough, position],
      );
      const counts = rows.map(({ facts, ...row }): CaseCount => {
        const values = facts === null ? null : valuesOf({ commitmentId: row.commitmentId, facts }, promises, catalogue);
        return counted(row, values);
      });
      const marks = marksByCommitment(await toldMarks(this.em.fork(), [borough], position));
      states.push({ borough, counts: byCommitment(counts), promises, marks, complete });
    }
    return states;
  }
}

function countOf({ promise, mappingId, ownValue, commonValue, ...row }: CountRow): CaseCount {
  const isJudged = promise !== null && commonValue !== null;
  const values = isJudged ? { promise, mapping_id: mappingId, own_value: ownValue, common_value: commonValue } : null;
  return counted(row, values);
}

type Told = Omit<CountRow, 'borough' | 'promise' | 'mappingId' | 'ownValue' | 'commonValue'>;

/** What was told as kept, and is not by what both chairs agreed since, is with the chairs again: their borough says so in a moment. */
function counted({ commitmentId, financialYear, state, isReplied, lenses, replyUntil, n }: Told, values: CaseValues | null): CaseCount {
  const isUnasked: Readonly<Record<Lens, boolean>> = {
    'own-word': !isReplied && values?.own_value === 'not-met',
    'common-measure': !isReplied && values?.common_value === 'not-met',
  };
  const open = state === 'reply-open' ? (lenses ?? LENSES) : LENSES.filter((lens) => isUnasked[lens]);
  return { commitmentId, financialYear, state, values, open, replyUntil, n };
}
