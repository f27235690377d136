import { sql } from '#database';
import { load } from 'cheerio';
import { TestAggregator } from '../aggregator.fixture.js';

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
});
afterAll(() => aggregator.stop());

test('who signs in is given all that is held about them, which are their sign-ins, and nothing secret', async () => {
  const { cookie } = await aggregator.session('reader');
  await aggregator.session('another');
  const account = load((await aggregator.ask('GET', '/account', { cookie })).body);
  expect(account('main a[href="/account/data"]').text()).toBe('What is held about you');
  const page = load((await aggregator.ask('GET', '/account/data', { cookie })).body);
  expect(page('main tbody td').text().trim()).toBe('1');

  const { body, headers } = await aggregator.ask('GET', '/account/data/download', { cookie });
  expect(JSON.parse(body)).toEqual({
    about: { issuer: 'http://127.0.0.1:1', subject: 'reader', madeAt: '2026-05-12T09:00:00.000Z' },
    sessions: [{ name: 'reader', begunAt: '2026-05-12T09:00:00.000Z', seenAt: '2026-05-12T09:00:00.000Z', workingAs: null }],
  });
  expect(headers['cache-control']).toBe('no-store');
  expect((await aggregator.ask('GET', '/account/data/download', {})).statusCode).toBe(401);
  expect((await aggregator.ask('GET', '/api/v1/account/export', { cookie })).statusCode).toBe(401);
});

test('no other table knows who somebody is at the identity provider', async () => {
  const rows = await sql<{ name: string }>(
    aggregator.database.em(),
    `select distinct table_name as name from information_schema.columns
     where table_schema not in ('pg_catalog', 'information_schema') and column_name = 'issuer'`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['sessions']);
});
