import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { openDatabase, prepared, sql } from './index.js';

const ADD = prepared('insert into kept (id) values ($1)');

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('borough');
  const owner = await database.asOwner();
  await owner.query('create table kept (id int primary key)');
  await owner.query('grant select, insert, delete on kept to public');
  await owner.end();
});
beforeEach(() => sql(database.em(), 'delete from kept'));
afterAll(() => database.drop());

const kept = async (): Promise<unknown[]> => (await sql(database.em(), 'select id from kept order by id')).map(({ id }) => id);
const inTransaction = <T>(act: Parameters<ReturnType<TestDatabase['em']>['transactional']>[0]) =>
  database.em().transactional(act) as Promise<T>;

describe('a transaction begins with its first statement', () => {
  test.each([
    ['without parameters', 'insert into kept (id) values (1)', []],
    ['with parameters', 'insert into kept (id) values ($1), ($2)', [1, 2]],
    ['that is prepared', ADD, [1]],
  ])('%s, and undoes it with the others', async (_, first, values) => {
    for (const isFirst of [true, false]) {
      const failed = inTransaction(async (em) => {
        await sql(em, first, values);
        if (!isFirst) await sql(em, ADD, [3]);
        throw new Error('Not so');
      });
      await expect(failed).rejects.toThrow('Not so');
      expect(await kept()).toEqual([]);
    }
    await inTransaction(async (em) => {
      await sql(em, first, values);
      await sql(em, ADD, [3]);
    });
    expect(await kept()).toEqual([...(values.length === 2 ? [1, 2] : [1]), 3]);
  });

  test('whose rows it answers with, and what comes after it is in the same transaction', async () => {
    const [first, second] = await inTransaction<{ id: string; n?: number }[]>(async (em) => [
      ...(await sql(em, 'select pg_current_xact_id()::text as id, $1::int as n', [7])),
      ...(await sql(em, 'select pg_current_xact_id()::text as id')),
    ]);
    expect([first?.n, first?.id]).toEqual([7, second?.id]);
  });

  test('also within another one, of which a part can be undone', async () => {
    await inTransaction(async (em) => {
      await em
        .transactional(async (inner) => {
          await sql(inner, ADD, [1]);
          throw new Error('Not so');
        })
        .catch(() => undefined);
      await sql(em, ADD, [2]);
    });
    expect(await kept()).toEqual([2]);
  });

  test('and one that is refused leaves the session as it was', async () => {
    await inTransaction((em) => sql(em, ADD, [1]));
    await expect(inTransaction((em) => sql(em, ADD, [1]))).rejects.toMatchObject({ code: '23505' });
    await expect(inTransaction((em) => sql(em, 'select nothing'))).rejects.toMatchObject({ code: '42703' });
    await inTransaction((em) => sql(em, ADD, [2]));
    expect(await kept()).toEqual([1, 2]);
  });

  test('and is none where there is no statement', async () => {
    await inTransaction(() => Promise.resolve());
    await expect(inTransaction(() => Promise.reject(new Error('Not so')))).rejects.toThrow('Not so');
    expect(
      await sql(database.em(), `select from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()`),
    ).toEqual([]);
  });

  test('and is lost with its session: nothing of it is carried out, and the place in the pool is free again', async () => {
    const owner = await database.asOwner();
    const one = await openDatabase({ url: database.url, entities: [], connections: 1 });
    const ended = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    const lose = () => owner.query(ended);
    for (const isBegun of [true, false, true]) {
      const failed = one.em.fork().transactional(async (em) => {
        if (isBegun) await sql(em, ADD, [1]);
        await lose();
        await sql(em, ADD, [2]);
        await sql(em, ADD, [3]);
      });
      await expect(failed).rejects.toThrow();
    }
    expect(await sql(one.em.fork(), 'select id from kept')).toEqual([]);
    await one.close();
    await owner.end();
  });
});
