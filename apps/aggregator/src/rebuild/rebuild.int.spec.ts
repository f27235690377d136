import { SystemClock } from '#clock';
import { GrantAwardedV1, GrantIncreasedV1 } from '#contracts';
import { sql } from '#database';
import { type Fact, FeedServer, genesisOf, headSigner, headSubjectOf, Outbox, SIGNATURE_HEADER } from '#events';
import { EntityManager } from '@mikro-orm/postgresql';
import { connect, headers, nkeyAuthenticator } from '@nats-io/transport-node';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import pg from 'pg';
import { inboxPrefix } from '../../../../deploy/nats/names.js';
import { publicKeyOf } from '../../../../deploy/nats/nats-user.js';
import { BOROUGH, HEAD_SEED, ids, startBoroughEnd } from '../../../../libs/events/src/pipe.fixture.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.js';
import { type TestNats, testNats } from '../../../../test/support/nats.js';
import { until } from '../../../../test/support/until.js';
import type { AggregatorConfig } from '../aggregator.config.js';
import { boroughs } from '../aggregator.fixture.js';
import { AggregatorModule } from '../aggregator.module.js';
import { projectionMigrations } from '../migrations/index.js';
import { rebuild, RebuildStuck } from './rebuild.js';
import { RebuildRuns } from './rebuilt-set.js';

let nats: TestNats;
let boroughDatabase: TestDatabase;
let database: TestDatabase;
let borough: INestApplication;
let aggregator: INestApplication;
let config: AggregatorConfig;

beforeEach(async () => {
  [nats, boroughDatabase, database] = await Promise.all([testNats([BOROUGH]), testDatabase('borough'), testDatabase('aggregator')]);
  config = {
    port: 0,
    publicUrl: 'http://127.0.0.1',
    databaseUrl: database.url,
    nats: { url: nats.url, seed: nats.seed('aggregator') },
    logLevel: 'silent',
    boroughs: boroughs.filter(({ code }) => code === BOROUGH),
    headKeys: new Map([[BOROUGH, [publicKeyOf(HEAD_SEED)]]]),
  };
  borough = await startBoroughEnd(boroughDatabase.url, nats);
  aggregator = await NestFactory.create(await AggregatorModule.forRoot(config), new FastifyAdapter(), { logger: false });
  aggregator.connectMicroservice({ strategy: aggregator.get(FeedServer) });
  await aggregator.startAllMicroservices();
});

afterEach(async () => {
  await Promise.allSettled([borough.close(), aggregator.close()]);
  await Promise.allSettled([nats.remove(), boroughDatabase.drop(), database.drop()]);
});

/** An award and an increase of as many grants. */
async function tell(grants: number): Promise<void> {
  const facts = Array.from({ length: grants }).flatMap((): Fact[] => {
    const grantId = ids.next();
    const of = <T extends object>(contract: Fact<T>['contract'], changes: object = {}): Fact => ({
      contract: contract as unknown as Fact['contract'],
      subject: grantId,
      data: { ...contract.sample, grantId, ...changes },
    });
    return [of(GrantAwardedV1), of(GrantIncreasedV1, { variationId: ids.next() })];
  });
  const em = borough.get(EntityManager).fork();
  await em.transactional((transaction) => borough.get(Outbox).add(transaction as EntityManager, facts));
}

/** A borough that tells how far its new epoch is and begins like the old one, and gives no event of it. @returns what stops it. */
async function tellEmptyEpoch(epoch: number, position: number): Promise<() => Promise<void>> {
  const connection = await connect({
    servers: nats.url,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(nats.seed(BOROUGH))),
    inboxPrefix: inboxPrefix(BOROUGH),
  });
  const digest = JSON.stringify({ epoch, position: 0, hash: genesisOf(BOROUGH) });
  connection.subscribe(`boroughs.${BOROUGH}.log.digest`, { callback: (_error, request) => void request.respond(digest) });
  const telling = setInterval(() => {
    const time = new SystemClock().now().toISOString();
    const text = JSON.stringify({ borough: BOROUGH, epoch, position, hash: 'x', completeness: {}, time, intervalMilliseconds: 1_000 });
    const about = headers();
    about.set(SIGNATURE_HEADER, headSigner(HEAD_SEED)(text));
    connection.publish(headSubjectOf(BOROUGH), text, { headers: about });
  }, 100);
  return async () => {
    clearInterval(telling);
    await connection.close();
  };
}

const position = async () =>
  Number(
    (await sql<{ position: string }>(database.em(), `select position from feed_positions where projection_set = 'live'`))[0]?.position,
  );

const rows = () =>
  sql(
    database.em(),
    `select 'grant' as row, to_jsonb(g)::text as content from grants g
     union all select 'variation', to_jsonb(v)::text from grant_variations v
     union all select 'change', to_jsonb(c)::text from grant_changes c order by 1, 2`,
  );

const tableId = async () => (await sql<{ id: number }>(database.em(), `select 'public.grants'::regclass::oid::int as id`))[0]?.id;

const rebuildNow = (patienceMilliseconds = 60_000) =>
  rebuild({ config, ownerUrl: database.ownerUrl, migrations: projectionMigrations, patienceMilliseconds, say: () => undefined });

test('all projections are built anew beside the live ones, and nobody who reads or tells meanwhile notices', async () => {
  await tell(700);
  await until(position, (at) => at === 1_400);
  const [before, oldTable] = [await rows(), await tableId()];
  const reader = new pg.Client({ connectionString: database.url });
  await reader.connect();
  const seen: number[] = [];
  const reading = new AbortController();
  const read = (async () => {
    while (!reading.signal.aborted)
      seen.push((await reader.query<{ n: number }>({ name: 'n', text: 'select count(*)::int as n from grants' })).rows[0]?.n ?? 0);
  })();

  const telling = tell(20);
  await rebuildNow();
  await telling;
  await until(position, (at) => at === 1_440);
  reading.abort();
  await read;
  await reader.end();

  expect(await tableId()).not.toBe(oldTable);
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(700);
  expect(await rows()).toEqual(expect.arrayContaining(before.filter((row) => (row as { row: string }).row !== 'change')));
  await tell(1);
  await until(position, (at) => at === 1_442);
  const sets = await sql(database.em(), 'select distinct projection_set from feed_positions');
  const schemas = await sql(database.em(), `select nspname from pg_namespace where nspname in ('rebuild', 'replaced')`);
  expect([sets, schemas]).toEqual([[{ projection_set: 'live' }], []]);
});

test('the new set has every index of the one before it, and is known to the planner', async () => {
  const indexes = () => sql(database.em(), `select indexdef from pg_indexes where schemaname = 'public' order by 1`);
  const counted = () =>
    sql<{ rows: number }>(database.em(), `select reltuples::int as rows from pg_class where oid = 'public.grants'::regclass`);
  await tell(30);
  await until(position, (at) => at === 60);
  const before = await indexes();

  await rebuildNow();

  expect(await indexes()).toEqual(before);
  expect(await counted()).toEqual([{ rows: 30 }]);
});

test('what went wrong in the live rows is right again, to the last row', async () => {
  await tell(50);
  await until(position, (at) => at === 100);
  const before = await rows();
  const owner = await database.asOwner();
  await owner.query(`update grants set awarded_pence = 1; delete from grant_variations; update grant_changes set count = 7`);
  await owner.end();

  await rebuildNow();

  expect(await rows()).toEqual(before);
});

test('a rebuild that cannot come as far as the live set gives up, and the live one stays', async () => {
  await tell(5);
  await until(position, (at) => at === 10);
  const before = await rows();
  await borough.close();
  await nats.wipe();

  await expect(rebuildNow(1_500)).rejects.toThrow(RebuildStuck);

  expect(await rows()).toEqual(before);
});

test('a log in an epoch that the live set has not entered is read as far as its borough has told before it takes the place', async () => {
  await tell(5);
  await until(position, (at) => at === 10);
  const before = await rows();
  await Promise.all([aggregator.close(), borough.close()]);
  await nats.renewStream(BOROUGH, 2);
  const stopTelling = await tellEmptyEpoch(2, 10);

  await expect(rebuildNow(3_000).finally(stopTelling)).rejects.toThrow(RebuildStuck);

  expect(await rows()).toEqual(before);
});

test('two rebuilds at once are refused', async () => {
  const owner = await database.asOwner();
  await owner.query(`select pg_advisory_lock(hashtext('rebuild'))`);
  await expect(rebuildNow()).rejects.toThrow(RebuildRuns);
  await owner.end();
});

test('the program may change rows of what was rebuilt, and not its shape', async () => {
  await tell(1);
  await until(position, (at) => at === 2);
  await rebuildNow();
  await expect(sql(database.em(), 'alter table grants add column x int')).rejects.toThrow(/must be owner/);
  await tell(1);
  await until(position, (at) => at === 4);
});
