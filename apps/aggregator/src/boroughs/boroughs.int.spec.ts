import { GrantAwardedV1 } from '#contracts';
import { sql } from '#database';
import type { FeedState } from '#events';
import { parse } from 'csv-parse/sync';
import { complete, type Completeness, TestAggregator } from '../aggregator.fixture.js';
import { fact } from '../told.fixture.js';

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  await aggregator.tell('westminster', fact(GrantAwardedV1));
  await aggregator.isHeard('kensington-and-chelsea');
});
afterAll(() => aggregator.stop());

interface Moment {
  readonly completeness?: Completeness;
  readonly position?: number;
  readonly feed?: Partial<FeedState>;
  /** Milliseconds since the last heartbeat. */
  readonly silent?: number;
}

async function at({ completeness = complete('2026-05-12'), position, feed = {}, silent = 0 }: Moment): Promise<void> {
  aggregator.clock.set('2026-05-12T09:00:00Z');
  for (const borough of ['westminster', 'kensington-and-chelsea']) await aggregator.isHeard(borough);
  await aggregator.isHeard('westminster', { completeness, ...(position !== undefined && { position }) });
  aggregator.feed.states.set('westminster', feed);
  aggregator.clock.advance(silent);
  if (silent > 0) await aggregator.isHeard('kensington-and-chelsea');
}

const askedAgainAt = () => aggregator.clock.now().toISOString();

describe('each state of freshness reaches the strip, the data status and the API', () => {
  test.each<[string, () => Moment, string, string | null]>([
    ['up-to-date', () => ({}), 'Complete to 12 May 2026. Received 0 seconds ago.', null],
    [
      'publisher-quiet',
      () => ({ completeness: { ...complete('2026-05-12'), grants: { completeTo: '2026-02-01', agreedDays: 92 } } }),
      'The link works. No new grants published for 100 days; agreed at least every 92.',
      'Westminster’s grants end at 1 February 2026. Figures after that date compare 2 boroughs.',
    ],
    [
      'link-down',
      () => ({ silent: 20_000 }),
      'Nothing heard since 12 May 2026 at 10:00. Figures stand as at then.',
      'Westminster cannot be heard. What it published since is not in these figures.',
    ],
    [
      'gap',
      () => ({ position: 13, feed: { missing: 12, askedAgainAt: askedAgainAt() } }),
      '12 records not yet received. Asked again on 12 May 2026 at 10:00.',
      'Some records of Westminster are missing here, so its figures may change.',
    ],
    [
      'hub-behind',
      () => ({ position: 241, feed: { waiting: 240 } }),
      'Our delay, not the borough’s. 240 records waiting.',
      'Some records of Westminster are not in these figures yet. They will be within minutes.',
    ],
    [
      'partly-published',
      () => ({ completeness: { ...complete('2026-05-12'), grants: null } }),
      'Commitments, compacts, consultations, organisations and programmes: yes. Grants: not yet.',
      'Westminster does not publish grants yet, so it shows no data for them here.',
    ],
  ])('%s', async (state, moment, sentence, effect) => {
    await at(moment());

    const strip = await aggregator.page('/grants');
    const status = await aggregator.page('/status');
    const { items } = await aggregator.json('/api/v1/boroughs');

    expect(strip('.app-freshness__line').last().text()).toContain(sentence);
    const effects = strip('.govuk-inset-text')
      .map((_, inset) => strip(inset).text().trim())
      .get();
    expect(effects.filter((one) => one.includes('Westminster'))).toEqual(effect ? [effect] : []);
    expect(status('section[aria-labelledby=westminster] > p').first().text()).toContain(sentence);
    expect(items.find(({ borough }) => borough === 'westminster')).toMatchObject({ state, sentence });
    expect(items.find(({ borough }) => borough === 'kensington-and-chelsea')).toMatchObject({ state: 'up-to-date' });
    expect(items.find(({ borough }) => borough === 'hammersmith-and-fulham')).toMatchObject({
      state: 'link-down',
      sentence: 'Nothing heard yet, so nothing of this borough is shown.',
      publishedPosition: null,
      lag: null,
    });
  });
});

test('a publisher’s own rhythm is read from the days it published on', async () => {
  const day = (grants: string) =>
    sql(aggregator.database.em(), `insert into publishing_days values ('westminster', 'grants', $1) on conflict do nothing`, [grants]);
  for (const published of ['2026-03-02', '2026-03-12', '2026-03-22']) await day(published);
  await at({ completeness: { ...complete('2026-05-12'), grants: { completeTo: '2026-04-01', agreedDays: 92 } } });

  const { items } = await aggregator.json<{ items: { borough: string; state: string; sentence: string; recordTypes: object[] }[] }>(
    '/api/v1/boroughs',
  );
  const westminster = items.find(({ borough }) => borough === 'westminster');

  expect(westminster).toMatchObject({
    state: 'publisher-quiet',
    sentence: 'The link works. No new grants published for 41 days; usually every 10.',
  });
  expect(westminster?.recordTypes).toMatchObject([
    { recordType: 'commitments', state: 'up-to-date', usualDays: null },
    { recordType: 'compacts', state: 'up-to-date', usualDays: null },
    { recordType: 'consultations', state: 'up-to-date', usualDays: null },
    { recordType: 'grants', state: 'publisher-quiet', usualDays: 10, completeTo: '2026-04-01' },
    { recordType: 'organisations', state: 'up-to-date', usualDays: null },
    { recordType: 'programmes', state: 'up-to-date' },
  ]);
});

test('what is set aside is counted and shown', async () => {
  await at({});
  await sql(
    aggregator.database.em(),
    `insert into parked (projection_set, borough, position, type, subject, closes_subject, kind, reason, event, parked_at)
     values ('live', 'westminster', 7, 'grants.unknown.v9', 'x', false, 'newer', 'It is newer than we know', '{}', now())`,
  );

  const status = await aggregator.page('/status');

  expect(status('main').text()).toContain('1 record set aside');
  expect(status('section[aria-labelledby=westminster]').text()).toContain('1 record: we have to mend something before they can be shown');
  expect((await aggregator.json('/api/v1/boroughs')).items.at(-1)).toMatchObject({ parked: 1 });
  expect((await aggregator.get('/metrics')).body).toContain('parked_events{borough="westminster",service="aggregator"} 1');

  expect(status('a[href="/status/westminster/set-aside"]').text()).toBe('See which of Westminster');
  const page = await aggregator.page('/status/westminster/set-aside');
  expect(page('tbody tr').text().replace(/\s+/g, ' ')).toContain('7 Unknown x It is newer than we know');
  expect((await aggregator.page('/status/kensington-and-chelsea/set-aside'))('main').text()).toContain('Nothing of Kensington and Chelsea');
  await aggregator.page('/status/nowhere/set-aside', 404);
});

test('what is set aside is listed for programs, by borough and position', async () => {
  await sql(
    aggregator.database.em(),
    `insert into parked (projection_set, borough, position, type, subject, closes_subject, kind, reason, event, parked_at, replayed_at)
     values ('live', 'westminster', 7, 'grants.unknown.v9', 'x', false, 'newer', '', '{}', now(), null),
       ('live', 'westminster', 8, 'grants.grant-awarded.v1', 'x', false, 'waits', '', '{}', now(), null),
       ('live', 'westminster', 6, 'grants.grant-awarded.v1', 'x', false, 'waits', '', '', now(), now())
     on conflict do nothing`,
  );
  const first = await aggregator.json('/api/v1/set-aside?limit=1');
  const rest = await aggregator.json(`/api/v1/set-aside?limit=1&cursor=${first.next}`);

  expect(first.items).toEqual([
    {
      borough: 'westminster',
      position: 7,
      type: 'grants.unknown.v9',
      subject: 'x',
      kind: 'newer',
      why: expect.stringContaining('newer than we know') as string,
      at: expect.stringMatching(/Z$/) as string,
    },
  ]);
  expect(rest.items).toMatchObject([{ position: 8, kind: 'waits' }]);
  expect(rest.next).toBeNull();
  expect((await aggregator.json('/api/v1/set-aside?kind=newer&borough=westminster')).items).toHaveLength(1);
  expect((await aggregator.json('/api/v1/set-aside?borough=kensington-and-chelsea')).items).toEqual([]);
  expect((await aggregator.get('/api/v1/set-aside', 'text/csv')).body).toContain('westminster,7,grants.unknown.v9,x,newer,"It is newer');
  await aggregator.json('/api/v1/set-aside?borough=nowhere', 400);
});

test('a fault of ours is shown as ours', async () => {
  await at({ feed: { fault: 'The database is full' } });

  expect((await aggregator.page('/status'))('.govuk-inset-text').text()).toContain(
    'Nothing is applied at the moment: The database is full',
  );
});

test('boroughs stand by name on every page, whatever their state', async () => {
  await at({ silent: 20_000 });
  const names = ['Hammersmith and Fulham', 'Kensington and Chelsea', 'Westminster'];

  for (const url of ['/', '/boroughs', '/grants', '/grant-changes', '/programmes', '/organisations']) {
    const page = await aggregator.page(url);
    expect([
      url,
      page('.app-freshness__line strong:first-child')
        .map((_, name) => page(name).text())
        .get()
        .filter((name) => names.includes(name)),
    ]).toEqual([url, names]);
  }
  const page = await aggregator.page('/boroughs');
  expect(
    page('.govuk-summary-card h2')
      .map((_, title) => page(title).text())
      .get(),
  ).toEqual(names);
  expect(parse((await aggregator.get('/api/v1/boroughs.csv')).body, { columns: true })).toMatchObject(names.map((name) => ({ name })));
});

test('the program says that it is well, and describes its API', async () => {
  const document = await aggregator.json<{ paths: object; components: { schemas: Record<string, { properties: object }> } }>(
    '/api/openapi.json',
  );

  expect((await aggregator.get('/health/ready')).statusCode).toBe(200);
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/api/v1/boroughs',
      '/api/v1/grants',
      '/api/v1/grants/{borough}/{grantId}',
      '/api/v1/grant-changes',
      '/api/v1/organisations',
      '/api/v1/organisations/{identifier}',
      '/api/v1/programmes',
      '/api/v1/set-aside',
    ]),
  );
  expect(document.components.schemas.GrantItem?.properties).toHaveProperty('amountPence');
  expect((await aggregator.page('/api'))('h1').text()).toBe('Aggregator');
  const home = await aggregator.page('/');
  expect(home('h1').text()).toBe('How boroughs keep their Compacts, and what they grant');
  expect(home('main h2 a[href="/compare"], main h2 a[href="/compacts"], main h2 a[href="/learning"]')).toHaveLength(3);
});

test.each(['/api/v1/grants?q=%00', '/api/v1/organisations?q=a%00b', '/grants?q=%00', '/organisations/%00'])(
  'text that no database takes is refused with a sentence: %s',
  async (address) => {
    const answer = await aggregator.get(address);
    expect([answer.statusCode, answer.body]).toEqual([400, expect.stringContaining('a character that no text has')]);
  },
);
