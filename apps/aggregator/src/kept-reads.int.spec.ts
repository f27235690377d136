import { sql } from '#database';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { KeptReads } from './kept-reads.js';

const COUNT = 'select count(*)::int as years from grant_changes where borough = any($1)';
const HERE = [['westminster']];

let database: TestDatabase;
let kept: KeptReads;
beforeAll(async () => {
  database = await testDatabase('aggregator');
  kept = new KeptReads(database.em());
  await sql(
    database.em(),
    `insert into feed_positions (projection_set, borough, epoch, position, hash, applied_at)
     values ('live', 'westminster', 1, 1, '', now())`,
  );
});
afterAll(() => database.drop());

let added = 0;
/** A row that no event told of, so that only who reads again can know it. */
const addUntold = async () => {
  added += 1;
  await sql(
    database.em(),
    `insert into grant_changes (borough, financial_year, kind, own_funding, count, amount_pence)
     values ('westminster', $1, 'new', true, 1, 1)`,
    [String(2000 + added)],
  );
};
const years = async () => (await kept.rows<{ years: number }>(COUNT, HERE))[0]?.years;

test('the same question is answered from memory, and another is not', async () => {
  const before = await years();
  await addUntold();

  expect(await years()).toBe(before);
  expect(await kept.rows(COUNT, [['westminster', 'elsewhere']])).toEqual([{ years: added }]);
});

test.each([
  ['an event is applied', `update feed_positions set position = position + 1 where projection_set = 'live'`],
  ['a borough begins a new epoch', `update feed_positions set epoch = epoch + 1 where projection_set = 'live'`],
  ['the projections are built anew', `update feed_positions set applied_at = applied_at + interval '1 day' where projection_set = 'live'`],
  [
    'what was set aside is taken',
    `insert into parked (projection_set, borough, position, type, subject, closes_subject, kind, reason, event, parked_at, replayed_at)
     values ('live', 'westminster', 1, 'grants.x.v1', 'x', false, 'newer', '', '', now(), now())`,
  ],
])('once %s, the question is asked again', async (_what, change) => {
  await years();
  await addUntold();
  await sql(database.em(), change);

  expect(await years()).toBe(added);
});

test('what goes on in a set that is built beside the live one changes nothing', async () => {
  const before = await years();
  await addUntold();
  await sql(
    database.em(),
    `insert into feed_positions (projection_set, borough, epoch, position, hash, applied_at)
     values ('rebuild', 'westminster', 1, 1, '', now())`,
  );

  expect(await years()).toBe(before);
});

test('a question that failed is asked again', async () => {
  const text = 'select count(*)::int as rows from later';
  await expect(kept.rows(text)).rejects.toThrow('later');
  const owner = await database.asOwner();
  await owner.query('create table later (); grant select on later to public');
  await owner.end();

  expect(await kept.rows(text)).toEqual([{ rows: 0 }]);
});

describe('what is worked out from rows', () => {
  let worked = 0;
  const workOut = () => Promise.resolve((worked += 1));

  test('is worked out once, until an event is applied', async () => {
    const first = await kept.answer(['sum'], 100, workOut);
    expect(await kept.answer(['sum'], 100, workOut)).toBe(first);

    await sql(database.em(), `update feed_positions set position = position + 1 where projection_set = 'live'`);
    expect(await kept.answer(['sum'], 100, workOut)).toBe(first + 1);
  });

  test('makes room once there is too much, and what alone is too much is worked out each time', async () => {
    const first = await kept.answer(['old'], 15_000, workOut);
    await kept.answer(['new'], 15_000, workOut);
    expect(await kept.answer(['old'], 15_000, workOut)).toBeGreaterThan(first);

    const large = await kept.answer(['all'], 1_000_000, workOut);
    expect(await kept.answer(['all'], 1_000_000, workOut)).toBeGreaterThan(large);
  });
});
