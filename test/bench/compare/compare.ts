import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { CaseReportedV1, CompactVersionAdoptedV1, MappingAgreedV1 } from '#contracts';
import { openDatabase, sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { fact, tell } from '../../../apps/aggregator/src/told.fixture.js';
import { type Figure, median, percentile } from '../figures.js';
import { Ground } from '../ground.js';
import { filesOf, startAggregator } from '../programs.js';
import { takenByOthers } from '../taken-by-others.js';
import type { Wish } from '../wish.js';

const CASES = 200_000;
const BOROUGHS = Array.from({ length: 33 }, (_, number) => `borough-${String(number).padStart(2, '0')}`);
const QUESTIONS_A_ROUND = 200;
const MOST_P99_MILLISECONDS = 50;
const MOST_UNTIL_SEEN_MILLISECONDS = 1_000;
const VERSION = '0198c0de-0000-7000-8000-0000000002e1';
/** Nothing is told by way of the broker here. */
const BYTES_OF_A_STREAM = 16 * 1024 ** 2;
const GRANTS = { completeTo: '2099-01-01', agreedDays: 92 };

/** The same cases by the same values, once as the projection keeps them and once as a table that nobody helps. */
const SPREAD = `
  insert into commitment_cases (borough, case_id, position, state, commitment_id, financial_year, decided_on, rule, rule_version, facts,
    department, organisation, promise, mapping_id, own_value, common_value)
  select 'borough-' || lpad((n % 33)::text, 2, '0'), gen_random_uuid(), 100 + n, 'reported',
    'N-' || lpad((1 + (n / 33) % 30)::text, 2, '0'),
    (2020 + (n / 990) % 6) || '/' || lpad(((21 + (n / 990) % 6))::text, 2, '0'), date '2020-04-01' + (n % 2000), 'R-NOTICE', 1, $2::jsonb,
    'Department ' || n % 12, 'Organisation ' || n % 900, 'measured', $3::uuid,
    (array['met','met','met','not-met','met-explained','exempt','not-assessable'])[1 + n % 7],
    (array['met','met','not-met','met','met-explained','exempt','not-assessable'])[1 + (n / 7) % 7]
  from generate_series(0, $1::int - 1) as n`;

const SCAN = `select borough, commitment_id, financial_year, promise, own_value, common_value, count(*)::int as n from plain_cases
  group by borough, commitment_id, financial_year, promise, own_value, common_value`;

/** The comparison of 33 boroughs by 30 commitments, as page and as JSON, beside the same counts from a scan of one table. */
export async function measure(wish: Wish): Promise<Figure[]> {
  const ground = await Ground.make(wish);
  try {
    const nats = await ground.nats(BOROUGHS, BYTES_OF_A_STREAM);
    const { url, database } = await startAggregator(ground, nats, BOROUGHS, { folder: filesOf(ground, BOROUGHS) });
    const owner = await openDatabase({ url: database.ownerUrl, entities: [] });
    ground.atEnd(() => owner.close());
    await fill(owner.em.fork(), wish.events ?? CASES);
    await ground.quiet();
    let position = 1_000_000;
    const tellOne = () => tellOf(owner.em.fork(), [late(position)], { from: (position += 1) });
    const asked = (path: string) => passedBy(`${url}${path}`);
    const scan = () => sql(owner.em.fork(), SCAN);
    const sides: readonly Side[] = [
      { name: 'page', ask: () => asked('/compare'), atMost: MOST_P99_MILLISECONDS },
      { name: 'JSON', ask: () => asked('/api/v1/comparison'), atMost: MOST_P99_MILLISECONDS },
      { name: 'JSON, each time after an event', ask: () => asked('/api/v1/comparison'), before: tellOne },
      { name: 'the same counts by a scan of one table', ask: scan, count: 20 },
    ];
    const figures = await timed(sides, wish.rounds);
    return [...figures, await untilSeen(`${url}/api/v1/comparison`, tellOne)];
  } finally {
    await ground.clear();
  }
}

const agent = new Agent({ keepAlive: true });

/**
 * Settles once an answer has come whole. Its bytes are let go by: were they made a text of, the sweeping up after that would be measured,
 * which takes as long as the answer. @throws Error for any answer but 200.
 */
async function passedBy(url: string): Promise<void> {
  const [answer] = (await once(request(url, { agent }).end(), 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
  await once(answer.resume(), 'end');
}

interface Side {
  readonly name: string;
  readonly ask: () => Promise<unknown>;
  readonly before?: () => Promise<unknown>;
  readonly count?: number;
  readonly atMost?: number;
}

async function fill(em: EntityManager, cases: number): Promise<void> {
  for (const borough of BOROUGHS) {
    const mapping = fact(MappingAgreedV1, { versionId: VERSION });
    await tellOf(em, [fact(CompactVersionAdoptedV1, { versionId: VERSION, inForceFrom: '2012-06-01' }), mapping], { from: 1, borough });
  }
  await sql(em, SPREAD, [cases, JSON.stringify(CaseReportedV1.sample.facts), MappingAgreedV1.sample.mappingId]);
  await sql(em, 'create table plain_cases as select * from commitment_cases', []);
  await sql(em, 'vacuum analyze commitment_cases');
  await sql(em, 'analyze plain_cases');
}

const late = (number: number) =>
  fact(CaseReportedV1, { caseId: `0198c0de-0000-7000-8000-${String(number).padStart(12, '0')}`, replies: [] });

/** Tells one borough's facts, and moves its feed. */
async function tellOf(
  em: EntityManager,
  facts: Parameters<typeof tell>[2],
  { from, borough = BOROUGHS[0] ?? '' }: { from: number; borough?: string },
): Promise<void> {
  await tell(em, borough, facts, { from });
  await sql(
    em,
    `insert into feed_positions (projection_set, borough, epoch, position, hash, applied_at) values ('live', $1, 1, $2, '', now())
     on conflict (projection_set, borough) do update set position = excluded.position, applied_at = now()`,
    [borough, from + facts.length - 1],
  );
  await sql(
    em,
    `insert into borough_heads (borough, epoch, position, hash, completeness, published_at, received_at, interval_ms)
     values ($1, 1, $2, '', $3, now(), now(), 5000)
     on conflict (borough) do update set position = excluded.position, received_at = now()`,
    [borough, from + facts.length - 1, JSON.stringify({ grants: GRANTS })],
  );
}

async function timed(sides: readonly Side[], rounds: number): Promise<Figure[]> {
  const measured = new Map(sides.map(({ name }) => [name, [] as number[][]]));
  for (const side of sides) await timedOnce({ ...side, count: 20 });
  const taken = takenByOthers();
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides) {
      const milliseconds = await timedOnce(side);
      measured.get(side.name)?.push(milliseconds);
      process.stderr.write(`round ${round + 1}: ${side.name} ${median(milliseconds).toFixed(1)} ms\n`);
    }
  }
  const takenPercent = taken();
  const scans = measured.get(sides.at(-1)?.name ?? '') ?? [];
  return sides.flatMap(({ name, atMost }) => {
    const all = measured.get(name) ?? [];
    const [p50, p99] = [all.map((own) => median(own)), all.map((own) => percentile(own, 0.99))];
    const ratios = all.map((own, round) => median(scans[round] ?? []) / median(own));
    const figure = (of: string, rows: number[], more: Partial<Figure> = {}): Figure => ({
      name: `comparison, ${name}, ${of}`,
      value: median(rows),
      unit: 'ms',
      takenPercent,
      rounds: rows,
      ...more,
    });
    return [
      figure('p50', p50),
      figure('p99', p99, atMost === undefined ? {} : { atMost }),
      ...(all === scans ? [] : [figure('faster than the scan', ratios, { unit: 'times' })]),
    ];
  });
}

async function timedOnce({ ask, before, count = QUESTIONS_A_ROUND }: Side): Promise<number[]> {
  const milliseconds: number[] = [];
  await ask(); // The side before it may have told something since this was asked last.
  for (let number = 0; number < count; number += 1) {
    await before?.();
    const began = performance.now();
    await ask();
    milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}

/** From when an event is applied until the answer holds it. */
async function untilSeen(url: string, tellOne: () => Promise<void>): Promise<Figure> {
  const cases = async (): Promise<number> => {
    const { items } = (await (await fetch(url)).json()) as { items: { id: string; boroughs: { cases: number }[] }[] };
    return items.find(({ id }) => id === 'N-07')?.boroughs[0]?.cases ?? 0;
  };
  const before = await cases();
  const began = performance.now();
  await tellOne();
  while ((await cases()) === before) if (performance.now() - began > 10 * MOST_UNTIL_SEEN_MILLISECONDS) break;
  const value = performance.now() - began;
  return { name: 'comparison, until an event is in the answer', value, unit: 'ms', takenPercent: 0, atMost: MOST_UNTIL_SEEN_MILLISECONDS };
}
