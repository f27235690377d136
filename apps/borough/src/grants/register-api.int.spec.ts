import { sql } from '#database';
import { until } from '../../../../test/support/until.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { grantStatus } from './grant-status.js';

let westminster: AskedBorough;
let organisation: string;
beforeAll(async () => {
  westminster = await askedBorough();
  const { officer } = westminster.tokens;
  const answer = await westminster.ask('POST', 'organisations', {
    token: officer,
    body: { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000', 'GB-COH-1234567'] },
  });
  organisation = answer.json.id;
});
afterAll(() => westminster.stop());

let number = 0;
const lunches = (more = {}) => {
  number += 1;
  return {
    identifier: `360G-westminster-list-${number}`,
    title: 'Lunches',
    description: 'Hot meals.',
    organisation: 'GB-COH-01234567',
    department: 'housing',
    amountAwardedPence: 25_000_00,
    awardedOn: '2026-04-01',
    startsOn: '2026-04-01',
    endsOn: '2027-03-31',
    ...more,
  };
};
const send = (path: string, body: unknown, token = westminster.tokens.officer) => westminster.ask('POST', path, { token, body });
const read = (path: string) => westminster.ask('GET', path);
const award = async (more = {}) => (await send('grants', lunches(more))).json.id;
describe('the list', () => {
  test('goes on where it stopped, each grant once', async () => {
    for (let at = 0; at < 5; at += 1) await award({ awardedOn: '2026-05-01' });
    const seen: unknown[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { json }: { json: Record<string, unknown> } = await read(`grants?limit=3${next ? `&cursor=${next}` : ''}`);
      seen.push(...(json.items as { id: string }[]).map(({ id }) => id));
      next = json.next as string | null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(5);
  });

  test.each([
    'organisation=GB-CHC-1000000',
    'organisation=1234567',
    'identifier=360G-westminster-list-1',
    'q=hot+lunch',
    'size=10000-to-50000',
    'department=housing&department=environment',
    'department=housing',
    'funder=GB-LAE-WSM',
    'ownFunding=true',
    'status=live',
    'financialYear=2026%2F27',
    'atLeastPence=2500000',
  ])('is asked by %s', async (query) => {
    expect((await read(`grants?${query}`)).json.items.length).toBeGreaterThan(0);
  });

  test.each([
    'organisation=GB-CHC-9',
    'identifier=360G-westminster-list',
    'department=libraries',
    'ownFunding=false',
    'status=planned',
    'financialYear=2020%2F21',
    'atMostPence=1',
  ])('finds nothing by %s', async (query) => {
    expect((await read(`grants?${query}`)).json).toMatchObject({ items: [], next: null });
  });

  test.each([
    'status=red',
    'status=withdrawn',
    'financialYear=2026',
    'limit=501',
    'cursor=x',
    'ownFunding=maybe',
    'programme=1',
    'colour=red',
  ])('refuses %s', async (query) => {
    expect(await read(`grants?${query}`)).toMatchObject({ status: 400, json: { code: 'invalid-input' } });
  });

  test.each(['grants?department=%00', 'organisations?q=%00', 'organisations/%00'])(
    'refuses text that cannot be written: %s',
    async (path) => {
      expect(await read(path)).toMatchObject({ status: 400, json: { detail: expect.stringContaining('a character that no text has') } });
      expect((await send('organisations', { name: 'a\0b', identifiers: ['GB-CHC-1000009'] })).status).toBe(400);
    },
  );

  test('finds by status what the status of each grant says', async () => {
    await award({ startsOn: '2026-12-01' });
    await award({ endsOn: '2026-12-31' });
    await award({ awardedOn: '2024-04-01', startsOn: '2024-04-01', endsOn: '2025-03-31' });
    await award({ startsOn: undefined, endsOn: undefined });
    await award({ startsOn: undefined, endsOn: undefined, durationMonths: 9 });
    const stopped = await award();
    await send(`grants/${stopped}/endings`, {
      amountPence: 1,
      effectiveOn: '2026-11-01',
      reason: 'x',
      toldInWritingOn: '2026-11-02',
      receivedOn: '2026-11-03',
      madePublicOn: '2026-11-04',
    });
    type Item = Parameters<typeof grantStatus>[0] & { id: string; status: string };
    const all = (await read('grants?limit=500')).json.items as unknown as Item[];

    for (const status of ['planned', 'live', 'ending', 'ended', 'stopped', 'no-dates']) {
      const expected = all.filter((grant) => grantStatus(grant, '2026-11-20').status === status).map(({ id }) => id);
      const { items } = (await read(`grants?limit=500&status=${status}`)).json;
      expect(expected.length).toBeGreaterThan(0);
      expect(items.map(({ id }) => id)).toEqual(expected);
      expect(items.every((item) => item.status === status)).toBe(true);
    }
  });

  test('list, files and page find the same grants by one filter', async () => {
    const asked = 'organisation=1234567&status=live&financialYear=2026/27&atLeastPence=2500000';
    const found = (await read(`grants?limit=500&${asked}`)).json.items.map(({ identifier }) => String(identifier)).sort();

    const file = (await read(`grants.json?${asked}`)).json as unknown as { grants: { id: string }[] };
    expect(file.grants.map(({ id }) => id).sort()).toEqual(found);
    const rows = (await read(`grants.csv?${asked}`)).text.trim().split('\r\n').slice(1);
    expect(rows).toHaveLength(found.length);
    expect(await (await fetch(`${westminster.url}/grants?${asked}`)).text()).toContain(`${found.length} grants</h2>`);
    for (const refused of ['grants.json?limit=5', 'grants.csv?status=withdrawn', 'grants.json?financialYear=2026']) {
      expect([refused, (await read(refused)).status]).toEqual([refused, 400]);
    }
  });

  test('is also a spreadsheet', async () => {
    const { text, headers } = await westminster.ask('GET', 'grants', { headers: { accept: 'text/csv' } });
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(text.split('\r\n')[0]).toMatch(/^id,identifier,title,/);
  });
});

describe('organisations and programmes', () => {
  test('an organisation is found by number, by identifier and by the beginning of its words', async () => {
    for (const q of [
      '1000000',
      'gb',
      'GB-CHC-1000000',
      '01234567',
      '1234567',
      '01 234 567',
      'gb-coh-1234567',
      '100 0000',
      'lunch exam',
      'LUNCH CLUB',
    ]) {
      const { items } = (await read(`organisations?q=${encodeURIComponent(q)}`)).json;
      expect([q, items.map(({ id }) => id)]).toEqual([q, q === 'gb' ? [] : [organisation]]);
    }
    for (const identifier of ['GB-COH-01234567', 'gb-coh-1234567']) {
      expect((await read(`organisations/${identifier}`)).json).toMatchObject({ id: organisation, isLocal: false });
    }
    expect((await read('organisations?q=%27%3A*+%26+!%28')).status).toBe(200);
    expect((await send('organisations', { name: 'Another', identifiers: ['GB-CHC-1000000'] })).json).toMatchObject({
      code: 'organisations.identifier-taken',
    });
    expect((await send(`organisations/${organisation}/aliases`, { alias: 'The Diners' })).status).toBe(204);
    expect((await read('organisations?q=diners')).json.items).toHaveLength(1);
    expect((await read('organisations.csv')).text).toContain('The Diners');
  });

  test('a programme is opened, gets its level, a change and a pledge', async () => {
    const programme = (await send('programmes', { title: 'Community Meals', code: 'CM', department: 'housing' })).json;
    const level = { financialYear: '2026/27', amountPence: 150_000_00, decidedOn: '2026-02-26' };
    expect(await send(`programmes/${programme.id}/levels`, level)).toMatchObject({
      status: 201,
      json: { levels: [{ financialYear: '2026/27', amountPence: 150_000_00 }] },
    });
    expect((await send(`programmes/${programme.id}/levels`, { ...level, amountPence: 1 })).status).toBe(400);
    expect(
      (await send(`programmes/${programme.id}/levels/2026-27/protection`, { pledge: 'As now.', pledgedOn: '2026-02-26' })).status,
    ).toBe(204);
    expect(
      (await send(`programmes/${programme.id}/levels/2026-28/protection`, { pledge: 'As now.', pledgedOn: '2026-02-26' })).status,
    ).toBe(400);
    expect((await read('programmes?department=housing')).json.items).toMatchObject([
      { title: 'Community Meals', ownFunding: true, levels: [{ pledge: 'As now.' }] },
    ]);
    const id = await award({ programmeId: programme.id });
    expect((await read(`grants?programme=${programme.id}`)).json.items).toMatchObject([
      { id, programme: { title: 'Community Meals', code: 'CM' } },
    ]);
  });
});

describe('for programs', () => {
  test('the log tells what was published, in order, and completeness up to which day', async () => {
    const waiting = () => sql(westminster.database.em(), 'select 1 from outbox');
    await until(waiting, (facts) => facts.length === 0);
    const { items } = (await read('log?limit=500')).json;
    expect(items[0]).toMatchObject({
      specversion: '1.0',
      type: 'organisations.organisation-registered.v1',
      source: westminster.url,
      sequence: '00000000000000000001',
    });
    expect((await read('log?after=1&limit=1')).json).toMatchObject({ items: [{ sequence: '00000000000000000002' }], next: 2 });
    expect((await read('completeness')).json).toMatchObject({
      items: { organisations: { completeTo: '2026-11-20', agreedDays: 400 }, grants: { completeTo: '2026-11-20' } },
    });
  });

  test('the description names every address and what it needs', async () => {
    const { paths } = (await (await fetch(`${westminster.url}/api/openapi.json`)).json()) as { paths: Record<string, object> };
    for (const path of [
      'grants',
      'grants/import',
      'grants/{id}',
      'grants/{id}/reductions',
      'grants.json',
      'log',
      'organisations',
      'programmes/{id}/levels',
    ]) {
      expect(Object.keys(paths)).toContain(`/api/v1/${path}`);
    }
    type Described = { get: { parameters: { name: string }[] } };
    const names = (path: string) => (paths[`/api/v1/${path}`] as Described).get.parameters.map(({ name }) => name);
    expect(names('grants')).toEqual(expect.arrayContaining([...names('grants.json'), 'limit', 'cursor']));
    expect(names('grants.json')).toEqual(expect.arrayContaining(['identifier', 'organisation', 'financialYear']));
  });

  test('it says that it is well', async () => {
    expect((await fetch(`${westminster.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${westminster.url}/health/ready`)).status).toBe(200);
    expect((await fetch(`${westminster.url}/metrics`)).status).toBe(200);
  });
});
