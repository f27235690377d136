import { GrantAwardedV1 } from '#contracts';
import { EntityManager } from '@mikro-orm/postgresql';
import type { INestApplication } from '@nestjs/common';
import type { Client } from 'pg';
import { newSeed, publicKeyOf } from '../../../deploy/nats/nats-user.js';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { type TestNats, testNats } from '../../../test/support/nats.js';
import { until } from '../../../test/support/until.js';
import { BoroughPipe, EventLog, headSigner, Outbox, signedHead, verifyLog } from './index.js';
import { BOROUGH, HEAD_SEED, ids, startBoroughEnd } from './pipe.fixture.js';

const KEYS = [publicKeyOf(HEAD_SEED)];

let nats: TestNats;
let database: TestDatabase;
let borough: INestApplication;
let owner: Client;

/** A log of four events, whose last the borough has signed. */
beforeAll(async () => {
  [nats, database] = await Promise.all([testNats([BOROUGH]), testDatabase('borough')]);
  owner = await database.asOwner();
  borough = await startBoroughEnd(database.url, nats);
  const em = borough.get(EntityManager).fork();
  const grants = [1, 2, 3, 4].map(() => ids.next());
  const facts = grants.map((grantId) => ({
    contract: GrantAwardedV1,
    subject: grantId,
    data: { ...GrantAwardedV1.sample, grantId },
  }));
  await em.transactional((transaction) => borough.get(Outbox).add(transaction as EntityManager, facts));
  await until(
    () => borough.get(BoroughPipe).toldHead?.text ?? '',
    (text) => text.includes('"position":4'),
  );
  await owner.query('create table as_it_was as select * from events');
});

afterEach(async () => {
  await owner.query('delete from events');
  await owner.query('insert into events select * from as_it_was');
});

afterAll(async () => {
  await owner.end();
  await borough.close();
  await Promise.all([nats.remove(), database.drop()]);
});

async function* wholeLog(): AsyncGenerator<string[]> {
  yield await borough.get(EventLog).read(0, 1_000);
}

const told = () => borough.get(BoroughPipe).toldHead ?? { text: '', signature: '' };
const verify = () => verifyLog(BOROUGH, wholeLog(), signedHead(BOROUGH, told(), KEYS));

const ALTERED: Record<string, (column: string) => string> = {
  bigint: (column) => `${column} + 100`,
  uuid: (column) => `(left(${column}::text, 35) || translate(right(${column}::text, 1), '0123456789abcdef', '123456789abcdef0'))::uuid`,
  text: (column) => `overlay(${column} placing 'x' from 9 for 1)`,
  json: (column) => `replace(${column}::text, 'Lunches', 'Dinners')::json`,
  'timestamp with time zone': (column) => `${column} + interval '1 millisecond'`,
};

test('one byte altered in any column of an event is named by its position', async () => {
  expect(await verify()).toMatchObject({ position: 4, erased: 0 });
  const { rows: columns } = await owner.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns where table_name = 'events'`,
  );
  expect(columns.length).toBeGreaterThanOrEqual(8);

  for (const { name, type } of columns) {
    await owner.query(`update events set "${name}" = ${ALTERED[type]?.(`"${name}"`)} where position = 2`);
    await expect(verify().then(() => `${name} is not covered`)).rejects.toThrow('position 2');
    await owner.query('delete from events');
    await owner.query('insert into events select * from as_it_was');
  }
});

test('what an event says is missed where no later event of its record withdraws it', async () => {
  await owner.query('update events set data = null where position in (2, 4)');
  await expect(verify()).rejects.toThrow('What the event at position 2 says is gone');
});

test('a log that was cut off holds together, and is not the one that was signed', async () => {
  await owner.query('delete from events where position > 3');

  expect(await verifyLog(BOROUGH, wholeLog())).toMatchObject({ position: 3 });
  await expect(verify()).rejects.toThrow('At position 4, it had an event. Now it ends at position 3.');
});

test('of a log with another hash than was signed, the signed position is named', async () => {
  const { hash } = await verify();
  const head = signedHead(BOROUGH, told(), KEYS);
  await expect(verifyLog(BOROUGH, wholeLog(), { ...head, hash: 'f'.repeat(64) })).rejects.toThrow(`At position 4, the hash is ${hash}`);
});

test('a head that another key has signed, or that speaks for another borough, is no head', () => {
  const { text } = told();
  expect(() => signedHead(BOROUGH, { text, signature: headSigner(newSeed())(text) }, KEYS)).toThrow('not signed by a key');
  expect(() => signedHead(BOROUGH, { ...told(), text: text.replace('"position":4', '"position":3') }, KEYS)).toThrow('not signed by a key');
  expect(() => signedHead('camden', told(), KEYS)).toThrow('speaks for another borough');
});
