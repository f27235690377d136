import { SetClock } from '#clock';
import { sql } from '#database';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import type { Head } from '../envelope.js';
import { Heads } from './heads.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
afterAll(() => database.drop());

const head = (position: number, time: string): Head => ({
  borough: 'westminster',
  epoch: 1,
  position,
  hash: `hash at ${position}`,
  completeness: {},
  time,
  intervalMilliseconds: 5_000,
});

test('of heads that come while one is written the newest is kept, in whatever order they come', async () => {
  const heads = new Heads(database.em(), new SetClock('2026-11-22T09:00:03Z'));
  heads.hear(head(7, '2026-11-22T09:00:00.000Z'));
  heads.hear(head(9, '2026-11-22T09:00:02.000Z'));
  heads.hear(head(8, '2026-11-22T09:00:01.000Z'));
  await heads.settled();
  expect(await sql(database.em(), 'select position, hash from borough_heads')).toEqual([{ position: '9', hash: 'hash at 9' }]);
});
