import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { insertion, isTaken, overwriting, prepared, sql, type Statement, together } from './index.js';

const TABLE = `create table records (id int primary key, name text, said json, at timestamptz, version int not null default 1)`;
const COLUMNS = { id: 'int', name: 'text', said: 'json', at: 'timestamptz' };
const insert = insertion('records', COLUMNS);
const save = overwriting('records', COLUMNS);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('borough');
  const owner = await database.asOwner();
  await owner.query(TABLE);
  await owner.query('grant select, insert, update, delete on records to public');
  await owner.end();
});
beforeEach(() => sql(database.em(), 'delete from records'));
afterAll(() => database.drop());

const records = () => sql(database.em(), 'select id, name, said, version from records order by id');

describe('statements sent together', () => {
  const named = (id: number, name: string): Statement => insert([{ id, name }]);

  test('are all done, each with its own parameters', async () => {
    await together(database.em(), [named(1, 'one'), named(2, 'two'), { text: 'delete from records where id = $1', parameters: [7] }]);
    expect(await records()).toEqual([
      { id: 1, name: 'one', said: null, version: 1 },
      { id: 2, name: 'two', said: null, version: 1 },
    ]);
  });

  test('are none of them done where one is refused', async () => {
    const refused = together(database.em(), [named(1, 'one'), named(2, 'two'), named(2, 'two again')]);
    expect(await refused.catch(isTaken)).toBe(true);
    expect(await records()).toEqual([]);
  });

  test('have more than nine parameters told apart', async () => {
    const ten = Array.from({ length: 10 }, (_, at) => named(at, `number ${at}`));
    await together(database.em(), ten);
    expect((await records()).map(({ name }) => name)).toEqual(ten.map((_, at) => `number ${at}`));
  });
});

describe('rows', () => {
  const ROWS = [
    { id: 3, name: null, said: { a: [1, '"'] }, at: '2026-04-01T00:00:00Z' },
    { id: 1, name: 'a, {b} "c" \\ \n', said: null },
  ];

  test.each([
    ['one by one', (rows: typeof ROWS) => rows.map((row) => insert([row]))],
    ['all in one', (rows: typeof ROWS) => [insert(rows)]],
  ])('written %s read the same', async (_how, statements) => {
    for (const statement of statements(ROWS)) await together(database.em(), [statement]);
    expect(await records()).toEqual([
      { id: 1, name: 'a, {b} "c" \\ \n', said: null, version: 1 },
      { id: 3, name: null, said: { a: [1, '"'] }, version: 1 },
    ]);
  });

  test('of JSON keep the bytes they were given as, in one statement or in many', async () => {
    const said = { z: 1, a: { text: 'é \u2028 "', number: 1.5 } };
    await together(database.em(), [insert([{ id: 1, said }])]);
    await together(
      database.em(),
      [2, 3].map((id) => insert([{ id, said }])),
    );
    await together(database.em(), [insert([4, 5].map((id) => ({ id, said })))]);
    const texts = await sql<{ text: string }>(database.em(), 'select said::text as text from records');
    expect(new Set(texts.map(({ text }) => text))).toEqual(new Set([JSON.stringify(said)]));
  });

  test('are written over the one of their id, and count its versions', async () => {
    await together(database.em(), [insert(ROWS)]);
    await together(database.em(), [save({ id: 3, name: 'now', said: [1] })]);
    expect(await records()).toEqual([
      { id: 1, name: 'a, {b} "c" \\ \n', said: null, version: 1 },
      { id: 3, name: 'now', said: [1], version: 2 },
    ]);
  });
});

test('a session prepares what is marked, once, and nothing else', async () => {
  const [marked, other] = [prepared('select $1::int + 1 as marked'), 'select $1::int + 2 as other'];
  await database.em().transactional(async (em) => {
    for (const value of [1, 2, 3]) for (const text of [marked, other]) await sql(em, text, [value]);
    const held = await sql<{ statement: string; uses: number }>(
      em,
      `select statement, (generic_plans + custom_plans)::int as uses from pg_prepared_statements where statement like 'select $1::int + %'`,
    );
    expect(held).toEqual([{ statement: marked, uses: 3 }]);
  });
});
