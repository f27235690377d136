import { SetClock } from '#clock';
import { sql } from '#database';
import { newSeed, publicKeyOf } from '../../../../deploy/nats/nats-user.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { type Head, headSubjectOf } from '../envelope.js';
import { headSigner } from '../signed-head.js';
import { Heads } from './heads.js';

const BOROUGH = 'westminster';
const SUBJECT = headSubjectOf(BOROUGH);
const [SEED, NEXT_SEED] = [newSeed(), newSeed()];
const clock = new SetClock('2026-11-22T09:00:03Z');

let database: TestDatabase;
let heads: Heads;
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
beforeEach(async () => {
  await sql(database.em(), 'delete from borough_heads');
  heads = newHeads();
});
afterAll(() => database.drop());

const newHeads = () => new Heads(database.em(), clock, (borough) => (borough === BOROUGH ? [SEED, NEXT_SEED].map(publicKeyOf) : []));

const head = (position: number, time: string, changes: Partial<Head> = {}): Head => ({
  borough: BOROUGH,
  epoch: 1,
  position,
  hash: `hash at ${position}`,
  completeness: {},
  time,
  intervalMilliseconds: 5_000,
  ...changes,
});

function hear(said: Head, { seed = SEED, subject = SUBJECT } = {}): Head | null {
  const text = JSON.stringify(said);
  return heads.hear(subject, text, headSigner(seed)(text));
}

async function kept(): Promise<unknown[]> {
  await heads.settled();
  return sql(database.em(), 'select epoch, position, hash from borough_heads');
}

test('of heads that come while one is written the newest is kept, in whatever order they come', async () => {
  hear(head(7, '2026-11-22T09:00:00.000Z'));
  hear(head(9, '2026-11-22T09:00:02.000Z'));
  hear(head(8, '2026-11-22T09:00:01.000Z'));
  expect(await kept()).toEqual([{ epoch: 1, position: '9', hash: 'hash at 9' }]);
});

describe('a head is refused', () => {
  const newest = head(7, '2026-11-22T09:00:00.000Z');

  test.each([
    ['whose position goes back', head(6, '2026-11-22T09:00:01.000Z')],
    ['whose time goes back', head(7, '2026-11-22T08:59:59.999Z')],
    ['whose epoch goes back', head(8, '2026-11-22T09:00:01.000Z', { epoch: 0 })],
    ['from the future, which would shut out all that follow', head(8, '2026-11-22T09:05:04.000Z')],
    ['whose time is no instant', head(8, '2026-11-22')],
    ['whose time is of a day that does not exist', head(8, '2026-13-45T09:00:01.000Z')],
    ['whose epoch is beyond what can be kept', head(8, '2026-11-22T09:00:01.000Z', { epoch: 2 ** 31 })],
  ])('%s', async (_why, said) => {
    hear(newest);
    expect(hear(said)).toBeNull();
    expect(await kept()).toEqual([{ epoch: 1, position: '7', hash: 'hash at 7' }]);
  });

  const grants = { completeTo: '2026-11-22', agreedDays: 92 };
  test.each([
    ['nothing', null],
    ['a list', []],
    ['a day that does not exist', { grants: { ...grants, completeTo: '2026-99-99' } }],
    ['a day in another form', { grants: { ...grants, completeTo: 20_261_122 } }],
    ['no day', { grants: { agreedDays: 92 } }],
    ['days that are no number', { grants: { ...grants, agreedDays: 'x' } }],
    ['less than a day', { grants: { ...grants, agreedDays: 0 } }],
    ['a word for one kind among others', { grants, compacts: 'complete' }],
  ])('that says of what it is complete to: %s', async (_what, completeness) => {
    expect(hear({ ...newest, completeness: completeness as never })).toBeNull();
    expect(await kept()).toEqual([]);
  });

  test('that another has signed, or nobody', async () => {
    expect(hear(newest, { seed: newSeed() })).toBeNull();
    for (const signature of ['', 'AAAA', 'A'.repeat(88)]) expect(heads.hear(SUBJECT, JSON.stringify(newest), signature)).toBeNull();
    expect(await kept()).toEqual([]);
  });

  test('that was changed after it was signed', async () => {
    const signature = headSigner(SEED)(JSON.stringify(newest));
    expect(heads.hear(SUBJECT, JSON.stringify({ ...newest, position: 8 }), signature)).toBeNull();
  });

  test('that speaks for another borough than the one it came from, or for one that is not read', async () => {
    expect(hear(newest, { subject: headSubjectOf('kensington-and-chelsea') })).toBeNull();
    expect(hear({ ...newest, borough: 'elsewhere' }, { subject: headSubjectOf('elsewhere') })).toBeNull();
  });

  test('that was heard before the program was started anew, and is told again', async () => {
    hear(newest);
    hear(head(9, '2026-11-22T09:00:02.000Z'));
    await heads.settled();
    heads = newHeads();
    await heads.load();
    expect(hear(newest)).toBeNull();
    expect(hear(head(10, '2026-11-22T09:00:03.000Z'))).not.toBeNull();
  });
});

test('a later epoch may begin at a lower position', async () => {
  hear(head(7, '2026-11-22T09:00:00.000Z'));
  hear(head(4, '2026-11-22T09:00:01.000Z', { epoch: 2 }));
  expect(await kept()).toEqual([{ epoch: 2, position: '4', hash: 'hash at 4' }]);
});

test('a head may say that a kind of record is not published, speak of kinds that we do not know, and say more of them', () => {
  const completeness = { grants: null, meetings: { completeTo: '2026-11-22', agreedDays: 30, from: 'a newer borough' } };
  expect(hear(head(7, '2026-11-22T09:00:00.000Z', { completeness }))).not.toBeNull();
});

test('a head that is signed with the key that a borough changes to is taken', () => {
  expect(hear(head(7, '2026-11-22T09:00:00.000Z'), { seed: NEXT_SEED })).not.toBeNull();
});
