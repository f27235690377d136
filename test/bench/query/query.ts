import { SystemClock } from '#clock';
import { openDatabase } from '#database';
import { type FeedState, FeedStatus, NOTHING_HEARD } from '#events';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { BoroughFile } from '../../../apps/aggregator/src/boroughs/borough-files.js';
import { BoroughsService } from '../../../apps/aggregator/src/boroughs/boroughs.service.js';
import { AWARDS, GrantChangesQueries } from '../../../apps/aggregator/src/grant-changes/grant-changes.queries.js';
import { GrantChangesService } from '../../../apps/aggregator/src/grant-changes/grant-changes.service.js';
import { manyGrants } from '../../../apps/aggregator/src/grants/many-grants.fixture.js';
import { KeptReads } from '../../../apps/aggregator/src/kept-reads.js';
import { migrations } from '../../../apps/aggregator/src/migrations/index.js';
import { tell } from '../../../apps/aggregator/src/told.fixture.js';
import { type Figure, median, percentile } from '../figures.js';
import { GrantFacts } from '../grant-facts.js';
import { Ground } from '../ground.js';
import { takenByOthers } from '../taken-by-others.js';
import type { Wish } from '../wish.js';
import { NOW_COUNTED } from './counted.js';
import { type Fdw, fdwOver } from './fdw.js';

const GRANTS = 1_000_000;
const BOROUGHS = Array.from({ length: 33 }, (_, number) => `borough-${number}`);
const FIRST_YEAR = 2016;
const YEARS = Array.from({ length: 10 }, (_, at) => `${FIRST_YEAR + at}/${String((FIRST_YEAR + at + 1) % 100).padStart(2, '0')}`);
const QUESTIONS_A_ROUND = 200;
/** Where what was kept of the answers is not true any more, as after each event. */
const JUST_TOLD = 'ours, each time after an event,';
const FDW_QUESTIONS_A_ROUND = 5;
const MOST_P99_MILLISECONDS = 5;
const TIMES_FASTER = 100;
/** Facts that go through the projection after the rows were made, so that the sums are those that it keeps. */
const TOLD = 5_000;
const TOLD_IN_A_RUN = 500;

const TOLD_NOW = `insert into feed_positions (projection_set, borough, epoch, position, hash, applied_at)
  values ('live', 'borough-0', 1, 1, '', now()) on conflict (projection_set, borough) do update set position = feed_positions.position + 1`;

/** The one thing it would say of the feed; nobody asks it here. */
class NoFeed extends FeedStatus {
  of(): FeedState {
    return NOTHING_HEARD;
  }
}

const aBorough = (code: string): BoroughFile => ({
  code,
  name: code,
  body: { identifier: `GB-LAE-${code.toUpperCase()}`, name: code },
  placeCode: 'E09000001',
  agreedDays: {},
  contact: { role: 'Grants team' },
  publicUrl: null,
});

/** How postgres_fdw is asked: as it is found, and with a view in each borough that adds up there. */
const FDW_WAYS = [
  { name: 'postgres_fdw', view: 'counted_here', isAim: true },
  { name: 'postgres_fdw over a view of each', view: 'counted_there', isAim: false },
] as const;

type Asked = Parameters<GrantChangesService['of']>[0];

/** A question, and how it is asked of the databases of all boroughs. */
interface Question {
  readonly name: string;
  asked(number: number): Asked;
  readonly timesFaster: number | null;
}

const QUESTIONS: readonly Question[] = [
  { name: 'all boroughs and years', asked: () => ({ borough: [], financialYear: [] }), timesFaster: TIMES_FASTER },
  {
    name: 'all boroughs, one year',
    asked: (number) => ({ borough: [], financialYear: [YEARS[number % YEARS.length] ?? ''] }),
    timesFaster: null,
  },
];

/** Grant changes by borough and year over many grants: the aggregator's own service, beside the databases of all boroughs asked at once. */
export async function measure(wish: Wish): Promise<Figure[]> {
  const grants = wish.events ?? GRANTS;
  const ground = await Ground.make(wish);
  try {
    const urls = await ground.database('aggregator', migrations);
    const owner = await openDatabase({ url: urls.ownerUrl, entities: [] });
    ground.atEnd(() => owner.close());
    await manyGrants(owner.em.fork(), grants);
    await tellMore(owner);
    const reader = await openDatabase({ url: urls.appUrl, entities: [] });
    ground.atEnd(() => reader.close());
    const fdw = await fdwOver(ground, BOROUGHS, urls);
    await ground.quiet();
    const clock = new SystemClock();
    const boroughs = new BoroughsService(BOROUGHS.map(aBorough), reader.em, new NoFeed(), clock);
    const service = new GrantChangesService(new GrantChangesQueries(reader.em), new KeptReads(reader.em), boroughs, clock);
    const told = () => owner.em.getConnection().execute(TOLD_NOW);
    const figures: Figure[] = [];
    for (const question of QUESTIONS) figures.push(...(await asked(question, { service, fdw, rounds: wish.rounds, told })));
    figures.push(await differences(ground, urls.appUrl));
    return [...figures, ...(await withOneDown(service, fdw))];
  } finally {
    await ground.clear();
  }
}

async function tellMore(owner: MikroORM): Promise<void> {
  const facts = new GrantFacts(1).many(TOLD);
  for (let at = 0; at < facts.length; at += TOLD_IN_A_RUN) {
    await tell(owner.em.fork(), BOROUGHS[0] ?? '', facts.slice(at, at + TOLD_IN_A_RUN), { from: at + 1 });
  }
}

interface Sides {
  readonly service: GrantChangesService;
  readonly fdw: Fdw;
  readonly rounds: number;
  /** Something is told, so that nothing that was kept is true any more. */
  readonly told: () => Promise<unknown>;
}

/** Who is asked, how often in a round, and what happens before each time. */
interface Side {
  readonly count: number;
  readonly ask: (number: number) => Promise<unknown>;
  readonly before?: () => Promise<unknown>;
}

async function asked({ name, asked, timesFaster }: Question, { service, fdw, rounds, told }: Sides): Promise<Figure[]> {
  const ask = (number: number) => service.of(asked(number));
  const sides = new Map<string, Side>([
    ['ours', { count: QUESTIONS_A_ROUND, ask }],
    [JUST_TOLD, { count: QUESTIONS_A_ROUND, ask, before: told }],
    ...FDW_WAYS.map(
      ({ name, view }) => [name, { count: FDW_QUESTIONS_A_ROUND, ask: (number: number) => askFdw(fdw, view, asked(number)) }] as const,
    ),
  ]);
  const taken = takenByOthers();
  const measured = new Map([...sides.keys()].map((side) => [side, [] as number[][]]));
  for (const side of sides.values()) await timed({ ...side, count: Math.ceil(side.count / 4) });
  for (let round = 0; round < rounds; round += 1) {
    for (const [side, way] of sides) {
      const milliseconds = await timed(way);
      measured.get(side)?.push(milliseconds);
      process.stderr.write(`round ${round + 1}: ${name}: ${side} ${median(milliseconds).toFixed(2)} ms\n`);
    }
  }
  const takenPercent = taken();
  const [ours, anew] = ['ours', JUST_TOLD].map((side) => measured.get(side) ?? []) as [number[][], number[][]];
  const figure = (of: string, values: number[], more: Partial<Figure> = {}): Figure => ({
    name: `grant changes, ${name}, ${of}`,
    value: median(values),
    unit: 'ms',
    takenPercent,
    rounds: values,
    ...more,
  });
  return [
    figure(
      'ours p50',
      ours.map((own) => median(own)),
    ),
    figure(
      'ours p99',
      ours.map((own) => percentile(own, 0.99)),
      { atMost: MOST_P99_MILLISECONDS },
    ),
    figure(
      `${JUST_TOLD} p50`,
      anew.map((own) => median(own)),
    ),
    figure(
      `${JUST_TOLD} p99`,
      anew.map((own) => percentile(own, 0.99)),
      { atMost: MOST_P99_MILLISECONDS },
    ),
    ...FDW_WAYS.flatMap(({ name: side, isAim }) => {
      const theirs = measured.get(side) ?? [];
      const ratios = ours.map((own, round) => median(theirs[round] ?? []) / median(own));
      return [
        figure(
          `${side} p50`,
          theirs.map((own) => median(own)),
        ),
        figure(
          `${side} slowest`,
          theirs.map((own) => Math.max(...own)),
        ),
        figure(`ours is faster than ${side}`, ratios, {
          unit: 'times',
          ...(isAim && timesFaster !== null ? { atLeast: timesFaster } : {}),
        }),
      ];
    }),
  ];
}

const askFdw = (fdw: Fdw, view: string, { borough, financialYear }: Asked): Promise<unknown> =>
  fdw.hub.query(AWARDS.replace('grant_changes', view), [borough, financialYear]);

async function timed({ count, ask, before }: Side): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let number = 0; number < count; number += 1) {
    await before?.();
    const began = performance.now();
    await ask(number);
    milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}

/** How many sums differ from those counted now from the rows. */
async function differences(ground: Ground, url: string): Promise<Figure> {
  const session = await ground.session(url);
  const kept = 'select borough, financial_year, kind, own_funding, count, amount_pence from grant_changes';
  const counted = `select borough, financial_year, kind, own_funding, count, amount_pence from (${NOW_COUNTED}) now`;
  const differ = (one: string, other: string): string => `(select count(*) from (${one} except ${other}) d)`;
  const { rows } = await session.query<{ differ: string; all: string }>(
    `select ${differ(kept, counted)} + ${differ(counted, kept)} as differ, (select count(*) from grant_changes) as all`,
  );
  const name = `sums that differ from a recompute, of ${rows[0]?.all}`;
  return { name, value: Number(rows[0]?.differ), unit: 'sums', takenPercent: 0, atMost: 0 };
}

async function withOneDown(service: GrantChangesService, fdw: Fdw): Promise<Figure[]> {
  await fdw.takeDown(BOROUGHS[7] ?? '');
  const everything = { borough: [], financialYear: [] };
  const answers = async (ask: () => Promise<unknown>): Promise<number> => {
    try {
      await ask();
      return 1;
    } catch (error) {
      process.stderr.write(`with one borough's database down: ${String(error)}\n`);
      return 0;
    }
  };
  const down = { unit: 'answers', takenPercent: 0 };
  return [
    { ...down, name: 'with one borough down, ours, of 1', value: await answers(() => service.of(everything)), atLeast: 1 },
    {
      ...down,
      name: 'with one borough down, postgres_fdw, of 1',
      value: await answers(() => askFdw(fdw, 'counted_here', everything)),
    },
  ];
}
