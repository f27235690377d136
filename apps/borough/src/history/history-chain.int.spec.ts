import { SystemClock, TimeOrderedIds } from '#clock';
import { sql } from '#database';
import { Actor } from '#identity';
import type { Client } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import type { Borough } from '../borough.js';
import { History, type HistoryLine } from './history.service.js';
import { HistorySealer } from './history-sealer.service.js';
import { verifyHistory } from './verify-history.js';
import { verifyHistoryCommand } from './verify-history-command.js';

const borough = { code: 'westminster' } as Borough;
const clock = new SystemClock();
const ids = new TimeOrderedIds(clock);
const history = new History(clock, ids);
const OFFICER = new Actor({
  issuer: 'https://id.example',
  subject: 'p-1',
  name: 'Ada',
  role: 'funding-officer',
  heldFor: { kind: 'department', key: 'housing' },
});
const RECORD = ids.next();

let database: TestDatabase;
let sealer: HistorySealer;
let owner: Client;
beforeEach(async () => {
  database = await testDatabase('borough');
  sealer = new HistorySealer(database.orm.em, borough);
  owner = await database.asOwner();
});
afterEach(async () => {
  await owner.end();
  await database.drop();
});

const line = (reason: string): HistoryLine => ({
  act: 'renamed',
  recordType: 'organisation',
  recordId: RECORD,
  reason,
  changes: { name: { from: 'Old', to: 'New' } },
});
const act = (...reasons: string[]) => history.add(database.em(), OFFICER, reasons.map(line));
const verify = (kept?: { place: number; hash: string }) => verifyHistory(database.em(), 'westminster', kept);

/** Five sealed lines: their reasons are 1 to 5, and so are their places. */
async function fiveSealed(): Promise<void> {
  await act('1', '2', '3', '4', '5');
  await sealer.seal();
}

const places = () => sql<{ place: number }>(database.em(), 'select place::int as place from history_chain order by place');

test('lines get places without gaps in a chain that verifies, whoever seals them and however many do', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, number) => act(`${number}`, `${number} again`)));
  const others = [1, 2, 3].map(() => new HistorySealer(database.orm.em, borough));
  await Promise.all(others.map((other) => other.seal()));
  await act('last');
  await sealer.seal();

  expect((await places()).map(({ place }) => place)).toEqual(Array.from({ length: 81 }, (_, index) => index + 1));
  expect(await verify()).toMatchObject({ place: 81, erased: 0, unsealed: 0 });
});

test('what is not sealed yet is known as such, and an act that is under way holds nothing up', async () => {
  await database.em().transactional(async (em) => {
    await history.add(em, OFFICER, [line('under way')]);
    await act('done');
    expect(await sealer.seal()).toBe(1);
  });

  expect(await verify()).toMatchObject({ place: 1, unsealed: 1 });
  await sealer.seal();
  expect(await verify()).toMatchObject({ place: 2, unsealed: 0 });
});

const ALTERED: Record<string, (column: string) => string> = {
  uuid: (column) => `(left(${column}::text, 35) || translate(right(${column}::text, 1), '0123456789abcdef', '123456789abcdef0'))::uuid`,
  text: (column) => `overlay(${column} placing 'X' from 1 for 1)`,
  boolean: (column) => `not ${column}`,
  jsonb: (column) => `replace(${column}::text, 'Old', 'Odd')::jsonb`,
  'timestamp with time zone': (column) => `${column} + interval '1 millisecond'`,
};

test('one byte altered in any column of a line is named by its place', async () => {
  await fiveSealed();
  const { rows: columns } = await owner.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns where table_name = 'history' order by ordinal_position`,
  );
  await owner.query('create table as_it_was as select * from history');
  expect(columns.length).toBeGreaterThanOrEqual(11);

  for (const { name, type } of columns) {
    await owner.query(`update history set "${name}" = ${ALTERED[type]?.(`"${name}"`)} where reason = '3'`);
    await expect(verify().then(() => `${name} is not covered`)).rejects.toThrow('at place 3');
    await owner.query('delete from history');
    await owner.query('insert into history select * from as_it_was');
  }
  expect(await verify()).toMatchObject({ place: 5 });
});

test.each([
  ['a line that is deleted', `delete from history where reason = '2'`, 'at place 2: the line'],
  ['the last line, deleted', `delete from history where reason = '5'`, 'at place 5: the line'],
  ['a row of the chain that is deleted', 'delete from history_chain where place = 4', 'at place 4: it is missing'],
  ['the last row of the chain, deleted', 'delete from history_chain where place = 5', 'it has no place in the chain'],
  ['a hash that is altered', `update history_chain set hash = overlay(hash placing 'x' from 9 for 1) where place = 3`, 'at place 3'],
  ['a part that is hashed anew', `update history_chain set parts = parts #- '{reason}' where place = 3`, 'at place 3: the reason of'],
  ['a reason that is taken away', `update history set reason = null where reason = '3'`, 'at place 3: the reason of'],
  [
    'two lines that change places',
    `update history_chain set place = 0 where place = 2; update history_chain set place = 2 where place = 4;
     update history_chain set place = 4 where place = 0`,
    'at place 2',
  ],
  [
    'two lines that exchange what they say',
    `update history h set reason = o.reason, changes = o.changes from history o where h.reason || o.reason in ('24', '42')`,
    'at place 2: the reason',
  ],
  [
    'a line that is put in',
    `insert into history select gen_random_uuid(), at, issuer, subject, role, held_for, act, record_type, record_id, 'put in'
     from history where reason = '1'`,
    'it has no place in the chain, and waits for none',
  ],
])('%s is named', async (_what, change, named) => {
  await fiveSealed();
  await owner.query(change);
  await expect(verify()).rejects.toThrow(named);
});

test('a waiting line that is deleted is named', async () => {
  await act('waits');
  await owner.query('delete from history');
  await expect(verify()).rejects.toThrow('it waits for its place in the chain, and is gone');
});

test('a chain that was cut off or written anew is found by a place that was kept elsewhere', async () => {
  await fiveSealed();
  const { place, hash } = await verify();
  await owner.query(`delete from history where reason in ('4', '5')`);
  await owner.query('delete from history_chain where place > 3');
  expect(await verify()).toMatchObject({ place: 3 });
  await expect(verify({ place, hash })).rejects.toThrow('at place 4: it is missing');

  await owner.query('delete from history');
  await owner.query('delete from history_chain');
  await fiveSealed();
  expect(await verify()).toMatchObject({ place: 5 });
  await expect(verify({ place, hash })).rejects.toThrow('at place 5: its hash is not the one that was kept');
});

describe('erasing', () => {
  const idOf = async (reason: string) =>
    (await sql<{ id: string }>(database.em(), 'select id from history where reason = $1', [reason]))[0]?.id;
  const erase = (id: string | undefined, ...parts: string[]) =>
    sql(database.em(), 'select erase_from_history($1, $2::text[])', [id, parts]);
  const say = (erased: string | undefined) =>
    history.add(database.em(), OFFICER, [{ act: 'erased', recordType: 'organisation', recordId: RECORD, changes: { line: erased } }]);
  const parts = (place: number) => sql(database.em(), `select parts -> 'reason' as reason from history_chain where place = $1`, [place]);

  test('a part goes with its salt once a line says so, sealed or not, and the chain still verifies', async () => {
    await fiveSealed();
    await act('6');
    const [sealed, waiting] = [await idOf('3'), await idOf('6')];
    await say(sealed);
    await say(waiting);
    await erase(sealed, 'reason', 'changes');
    await erase(waiting, 'subject', 'reason');
    await sealer.seal();

    expect(await verify()).toMatchObject({ place: 8, erased: 1, unsealed: 0 });
    expect(await parts(3)).toEqual([{ reason: { hash: expect.any(String) as string } }]);
    expect(await sql(database.em(), 'select subject, reason, changes from history where id = $1', [sealed])).toEqual([
      { subject: 'p-1', reason: null, changes: null },
    ]);
  });

  test('nothing goes without a line that says so, and what the owner takes away silently is named', async () => {
    await fiveSealed();
    await erase(await idOf('3'), 'reason');
    expect(await idOf('3')).toBeDefined();

    await owner.query(`update history_chain set parts = parts #- '{reason,salt}' where place = 3`);
    await owner.query(`update history set reason = null where reason = '3'`);
    await expect(verify()).rejects.toThrow('at place 3: a part of the line');
  });
});

test('the program can add to the chain, and never change it or take from it', async () => {
  await fiveSealed();
  for (const change of ['update history_chain set hash = hash', 'delete from history_chain', 'truncate history_chain']) {
    await expect(sql(database.em(), change)).rejects.toThrow(/permission denied/);
  }
});

test('the command says what it found, takes back what it said to keep, and refuses what is no place', async () => {
  await fiveSealed();
  const run = (...args: string[]) => verifyHistoryCommand(args, { databaseUrl: database.url, borough });
  const said = await run();
  expect(said).toContain('The history of westminster holds together: 5 lines sealed, 0 of them erased in part, 0 not sealed yet.');
  expect(await run('--kept', said.split('--kept ')[1] ?? '')).toBe(said);
  await expect(run('--kept', '5')).rejects.toThrow('"5" is no place and hash');
});
