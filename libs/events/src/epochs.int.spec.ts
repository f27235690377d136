import { SystemClock } from '#clock';
import { AliasAddedV1 } from '#contracts';
import { sql } from '#database';
import type { INestApplication } from '@nestjs/common';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { type TestNats, testNats } from '../../../test/support/nats.js';
import { until } from '../../../test/support/until.js';
import { beginEpoch, BoroughPipe, EventLog, verifyLog } from './index.js';
import { subjectOf } from './envelope.js';
import { connectToNats } from './nats.js';
import { BOROUGH, makeNoted, NotedAliasesProjection, startAggregatorEnd, startBoroughEnd, tellAliases } from './pipe.fixture.js';

let nats: TestNats;
let boroughDatabase: TestDatabase;
let aggregatorDatabase: TestDatabase;
let borough: INestApplication;
let aggregator: INestApplication;

beforeEach(async () => {
  [nats, boroughDatabase, aggregatorDatabase] = await Promise.all([
    testNats([BOROUGH]),
    testDatabase('borough'),
    testDatabase('aggregator'),
  ]);
  await makeNoted(aggregatorDatabase);
  borough = await startBoroughEnd(boroughDatabase.url, nats);
  aggregator = await startAggregatorEnd(aggregatorDatabase.url, nats, [NotedAliasesProjection]);
});

afterEach(async () => {
  await Promise.allSettled([borough.close(), aggregator.close()]);
  await Promise.allSettled([nats.remove(), boroughDatabase.drop(), aggregatorDatabase.drop()]);
});

const aliases = async () =>
  (await sql<{ alias: string }>(aggregatorDatabase.em(), 'select alias from noted order by position')).map(({ alias }) => alias);

const place = async () =>
  (await sql<{ epoch: number; position: string; hash: string }>(aggregatorDatabase.em(), 'select * from feed_positions'))[0];

async function tell(...words: string[]): Promise<void> {
  for (const word of words) await tellAliases(borough, [word]);
}

/** The database of the borough as it was when its log was so long. */
async function restoreTo(position: number): Promise<void> {
  await borough.close();
  const owner = await boroughDatabase.asOwner();
  await owner.query('delete from events where position > $1', [position]);
  await owner.end();
  borough = await startBoroughEnd(boroughDatabase.url, nats);
}

/** What `npm run new-epoch` does. */
async function newEpoch(): Promise<number> {
  const owner = await boroughDatabase.asOwner();
  const epoch = await beginEpoch(owner, 1, new SystemClock().now()).finally(() => owner.end());
  await nats.renewStream(BOROUGH, epoch);
  return epoch;
}

const isForked = () =>
  until(
    () => borough.get(BoroughPipe).status.fault ?? '',
    (fault) => fault.includes('restored to an earlier time'),
  );

test('a borough restored to the past is repaired by a new epoch, and what others had of its lost events goes', async () => {
  await tell('one', 'two', 'lost', 'lost too');
  await until(aliases, ({ length }) => length === 4);
  await restoreTo(2);
  await tell('told after');
  await isForked();
  expect(await aliases()).toEqual(['one', 'two', 'lost', 'lost too']);

  expect(await newEpoch()).toBe(2);

  expect(await until(aliases, (told) => told.includes('told after'))).toEqual(['one', 'two', 'told after']);
  expect(await until(place, (now) => now?.epoch === 2)).toMatchObject({ position: '3' });
  expect((await nats.messagesOf(BOROUGH)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  await tell('and on');
  expect(await until(aliases, ({ length }) => length === 4)).toEqual(['one', 'two', 'told after', 'and on']);
  expect((await place())?.hash).toBe((await borough.get(EventLog).digest(4)).hash);
});

test('a borough restored to the past finds it also where all that its stream had has grown too old for it', async () => {
  await tell('one', 'two', 'lost');
  await until(aliases, ({ length }) => length === 3);
  await nats.ageOut(BOROUGH);
  await restoreTo(1);
  await tell('told after');

  await isForked();

  expect(borough.get(BoroughPipe).status.isForked).toBe(true);
  await newEpoch();
  expect(await until(aliases, (told) => told.includes('told after'))).toEqual(['one', 'told after']);
});

test('a borough whose stream holds nothing any more goes on from the last number that it had', async () => {
  await tell('one', 'two');
  await until(aliases, ({ length }) => length === 2);
  await nats.ageOut(BOROUGH);
  await tell('three');

  expect(await until(aliases, ({ length }) => length === 3)).toEqual(['one', 'two', 'three']);
  expect((await nats.messagesOf(BOROUGH)).map(({ sequence }) => sequence)).toEqual([3]);
});

test('an aggregator that had not read what was lost keeps all that it has', async () => {
  await tell('one', 'two');
  await until(aliases, ({ length }) => length === 2);
  await aggregator.close();
  await tell('lost');
  await until(
    () => nats.messagesOf(BOROUGH),
    ({ length }) => length === 3,
  );
  await restoreTo(2);
  await isForked();
  const [rowBefore] = await sql<{ version: string }>(aggregatorDatabase.em(), 'select xmin::text as version from noted where position = 1');
  await newEpoch();
  aggregator = await startAggregatorEnd(aggregatorDatabase.url, nats, [NotedAliasesProjection]);
  await tell('three');

  expect(await until(aliases, ({ length }) => length === 3)).toEqual(['one', 'two', 'three']);
  expect((await place())?.epoch).toBe(2);
  expect(await sql(aggregatorDatabase.em(), 'select xmin::text as version from noted where position = 1')).toEqual([rowBefore]);
});

test.each([
  ['as it is', async () => undefined],
  ['empty, since the broker lost its disk meanwhile', () => nats.wipe()],
])('an aggregator restored to the past reads on from there, and has everything once; the stream is %s', async (_how, meanwhile) => {
  await tell('one', 'two');
  await until(aliases, ({ length }) => length === 2);
  const then = await until(place, (now) => now?.position === '2');
  await tell('three', 'four');
  await until(aliases, ({ length }) => length === 4);
  await aggregator.close();
  const owner = await aggregatorDatabase.asOwner();
  await owner.query('delete from noted where position > 2');
  await owner.query('update feed_positions set position = 2, hash = $1', [then?.hash]);
  await owner.end();
  await meanwhile();

  aggregator = await startAggregatorEnd(aggregatorDatabase.url, nats, [NotedAliasesProjection]);
  await tell('five');

  expect(await until(aliases, ({ length }) => length === 5)).toEqual(['one', 'two', 'three', 'four', 'five']);
  expect((await until(place, (now) => now?.position === '5'))?.hash).toBe((await borough.get(EventLog).digest(5)).hash);
});

test('what comes into a stream past its log, expecting no sequence, is never applied; a stream made anew has the log alone', async () => {
  await tell('one');
  await until(aliases, ({ length }) => length === 1);
  const [first] = await nats.messagesOf(BOROUGH);
  const forged = JSON.stringify({ ...(JSON.parse(first?.text ?? '') as object), data: { ...AliasAddedV1.sample, alias: 'forged' } });
  const connection = await connectToNats({ url: nats.url, seed: nats.seed(BOROUGH), name: BOROUGH }, () => {});
  connection.publish(subjectOf(BOROUGH, AliasAddedV1.type), forged);
  await connection.flush();
  await connection.close();
  await until(
    () => nats.messagesOf(BOROUGH),
    ({ length }) => length === 2,
  );
  await tell('two');
  await isForked();
  expect(await aliases()).not.toContain('forged');

  await nats.renewStream(BOROUGH);

  expect(await until(aliases, ({ length }) => length === 2)).toEqual(['one', 'two']);
  const texts = await until(
    () => nats.messagesOf(BOROUGH),
    ({ length }) => length === 2,
  );
  expect(texts.map(({ text }) => text).join()).not.toContain('forged');
});

test('a log that was cut still verifies, from its first event to its last', async () => {
  await tell('one', 'two', 'lost');
  await until(aliases, ({ length }) => length === 3);
  await restoreTo(2);
  await isForked();
  await newEpoch();
  await tell('three');
  await until(aliases, (told) => told.includes('three'));

  const pages = async function* () {
    yield await borough.get(EventLog).read(0, 100);
  };
  expect(await verifyLog(BOROUGH, pages())).toMatchObject({ position: 3 });
});

test('a program that the borough runs can begin no epoch', async () => {
  await expect(sql(boroughDatabase.em(), 'insert into log_epochs values (7, 0, now())')).rejects.toThrow(/permission denied/);
});
