import { contracts, GrantAwardedV1, GrantReducedV1 } from '#contracts';
import { sql } from '#database';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { NEWEST_OF_TYPES } from './completeness.service.js';

const TYPES = contracts.map(({ type }) => type);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('borough');
});
afterAll(() => database.drop());

test('the newest day of every type is read from a long log without going through it, also for types that were never told', async () => {
  const owner = await database.asOwner();
  await owner.query(
    `insert into events (position, event_id, type, subject, recorded_at, data, data_hash, hash)
     select n, gen_random_uuid(), case when n = 5 then $1 else $2 end, 'a grant', timestamptz '2026-03-01 23:30Z' + n * interval '1 minute',
       '{}', '', ''
     from generate_series(1, 50000) n`,
    [GrantReducedV1.type, GrantAwardedV1.type],
  );
  await owner.query('vacuum analyze events');
  await owner.end();

  const [plan] = await sql<Record<string, [{ Plan: Record<string, number> }]>>(
    database.em(),
    `explain (analyze, buffers, format json) ${NEWEST_OF_TYPES}`,
    [TYPES],
  );
  const [{ Plan: read }] = Object.values(plan ?? {})[0] as [{ Plan: Record<string, number> }];

  expect(read['Shared Hit Blocks']! + read['Shared Read Blocks']!).toBeLessThan(200);
  expect(
    (await sql<{ type: string }>(database.em(), NEWEST_OF_TYPES, [TYPES])).toSorted((one, other) => (one.type < other.type ? -1 : 1)),
  ).toEqual([
    { type: GrantAwardedV1.type, lastDay: '2026-04-05' },
    { type: GrantReducedV1.type, lastDay: '2026-03-01' },
  ]);
});
