import { GrantAwardedV1, GrantReducedV1, GrantWithdrawnV1, VariationWithdrawnV1 } from '#contracts';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import type { INestApplication } from '@nestjs/common';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { type TestNats, testNats } from '../../../test/support/nats.js';
import { until } from '../../../test/support/until.js';
import { BoroughPipe, EventLog, type Fact, Outbox, verifyLog } from './index.js';
import { BOROUGH, ids, startBoroughEnd } from './pipe.fixture.js';

let nats: TestNats;
let database: TestDatabase;
let borough: INestApplication;

beforeEach(async () => {
  [nats, database] = await Promise.all([testNats([BOROUGH]), testDatabase('borough')]);
  borough = await startBoroughEnd(database.url, nats);
});

afterEach(async () => {
  await borough.close();
  await Promise.all([nats.remove(), database.drop()]);
});

const position = () => borough.get(BoroughPipe).status.position;
const published = () => borough.get(BoroughPipe).status.published;

/** Tells facts, each in a transaction of its own, and waits until the last has its number and is sent. */
async function tell(...facts: Fact[]): Promise<void> {
  const before = position();
  for (const fact of facts) {
    await borough
      .get(EntityManager)
      .fork()
      .transactional((em) => borough.get(Outbox).add(em as EntityManager, [fact]));
  }
  await until(published, (sent) => sent === before + facts.length);
}

/** The facts of one grant: an award, a cut with a sum of its own, and what takes them back. */
function grant() {
  const grantId = ids.next();
  const variationId = ids.next();
  const of = <T extends object>(contract: Fact<T>['contract'], changes: object = {}): Fact => ({
    contract: contract as unknown as Fact['contract'],
    subject: grantId,
    data: { ...contract.sample, grantId, ...changes },
  });
  return {
    awarded: of(GrantAwardedV1),
    cut: of(GrantReducedV1, { variationId }),
    cutWithdrawn: of(VariationWithdrawnV1, { variationId }),
    withdrawn: of(GrantWithdrawnV1),
  };
}

const log = async () => (await borough.get(EventLog).read(0, 100)).map((text) => JSON.parse(text) as { type: string; data: object | null });
const told = async () => (await log()).map(({ type, data }) => `${type}${data === null ? ', erased' : ''}`);

async function* wholeLog(): AsyncGenerator<string[]> {
  yield await borough.get(EventLog).read(0, 1_000);
}

test('a withdrawn grant leaves only the mark in the log, another grant stays whole, and the chain still verifies', async () => {
  const [gone, stays] = [grant(), grant()];

  await tell(gone.awarded, stays.awarded, gone.cut, gone.withdrawn);

  expect(await told()).toEqual([
    'grants.grant-awarded.v1, erased',
    'grants.grant-awarded.v1',
    'grants.grant-reduced.v1, erased',
    'grants.grant-withdrawn.v1',
  ]);
  expect(await verifyLog(BOROUGH, wholeLog())).toMatchObject({ position: 4, erased: 2 });
});

test('a withdrawn change says nothing of the award it was of: emptied as well, the award is missed', async () => {
  const { awarded, cut, cutWithdrawn } = grant();
  await tell(awarded, cut, cutWithdrawn);
  expect(await verifyLog(BOROUGH, wholeLog())).toMatchObject({ position: 3, erased: 1 });
  const owner = await database.asOwner();
  await owner.query('update events set data = null where position = 1');
  await owner.end();
  await expect(verifyLog(BOROUGH, wholeLog())).rejects.toThrow('What the event at position 1 says is gone');
});

test('what was erased takes no room of a message from what follows it', async () => {
  const { awarded, cut, withdrawn } = grant();
  await tell(awarded, cut, withdrawn);
  expect(await borough.get(EventLog).readFitting(0, 3, 900_000)).toHaveLength(3);
});

test('a cut that is taken back leaves the log, and the award it belonged to stays', async () => {
  const { awarded, cut, cutWithdrawn } = grant();

  await tell(awarded, cut, cutWithdrawn);

  expect(await told()).toEqual(['grants.grant-awarded.v1', 'grants.grant-reduced.v1, erased', 'grants.variation-withdrawn.v1']);
});

test('a stream that is made anew is filled with the same numbers, without what was erased', async () => {
  const { awarded, cut, withdrawn } = grant();
  await tell(awarded);
  await tell(cut, withdrawn);
  expect((await nats.messagesOf(BOROUGH))[0]?.text).toContain(GrantAwardedV1.sample.title);

  await nats.renewStream(BOROUGH);

  const messages = await until(
    () => nats.messagesOf(BOROUGH),
    ({ length }) => length === 3,
  );
  expect(messages.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(messages.map(({ text }) => (JSON.parse(text) as { data: object | null }).data === null)).toEqual([true, true, false]);
});

test('the program can erase nothing but what a withdrawal in the log takes back, and can change nothing', async () => {
  await tell(grant().awarded, grant().awarded);

  await sql(database.em(), 'select erase_withdrawn($1::bigint[], $2::text[])', [[2], ['grantId']]);

  expect(await told()).toEqual(['grants.grant-awarded.v1', 'grants.grant-awarded.v1']);
  await expect(sql(database.em(), 'update events set data = null where position = 1')).rejects.toThrow(/permission denied/);
  await expect(sql(database.em(), 'delete from events where position = 1')).rejects.toThrow(/permission denied/);
});

test('a log in which anything was altered does not verify, and the place is named', async () => {
  await tell(grant().awarded, grant().awarded, grant().awarded);
  const owner = await database.asOwner();
  await owner.query(`update events set data = replace(data::text, 'Lunches', 'Dinners')::json where position = 2`);
  await owner.end();

  await expect(verifyLog(BOROUGH, wholeLog())).rejects.toThrow('position 2');
});

test('of the log as much is given as fits a message, and one event even where that does not fit', async () => {
  await tell(grant().awarded, grant().awarded, grant().awarded);
  const whole = await borough.get(EventLog).read(0, 3);
  const bytes = Buffer.byteLength(whole.slice(0, 2).join(',')) + 1;

  expect(await borough.get(EventLog).readFitting(0, 3, bytes)).toEqual(whole.slice(0, 2));
  expect(await borough.get(EventLog).readFitting(0, 3, 10)).toEqual(whole.slice(0, 1));
  expect(await borough.get(EventLog).readFitting(1, 500, 900_000)).toEqual(whole.slice(1));
  expect(await borough.get(EventLog).readFitting(3, 500, 900_000)).toEqual([]);
});
