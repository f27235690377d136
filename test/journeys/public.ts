import { load, type CheerioAPI } from 'cheerio';
import { addDays, addMonths, financialYearOf, SystemClock } from '../../libs/clock/src/index.js';
import { allItems, ask, toldAfter } from '../support/api.js';
import { kindOf } from '../support/crawl.js';
import { sharedNetwork, type JourneyNetwork } from '../support/network.js';
import { until } from '../support/until.js';

const MOST_PAGES = 80;
const MOST_OF_A_KIND = 2;
const TODAY = new SystemClock().today();
const BOROUGHS = ['Hammersmith and Fulham', 'Kensington and Chelsea', 'Westminster'];

let network: JourneyNetwork;
let westminster: string;

beforeAll(async () => {
  network = await sharedNetwork();
  westminster = network.borough('westminster');
});

const read = async (address: string): Promise<CheerioAPI> => {
  const answer = await fetch(address);
  expect([address, answer.status]).toEqual([address, 200]);
  return load(await answer.text());
};
const words = (page: CheerioAPI, where = 'main'): string => page(where).text().replaceAll(/\s+/g, ' ').trim();

/** Follows links from the start page, some of each kind, as a stranger. @returns what is wrong and how much was read */
async function crawl(service: string): Promise<{ faults: string[]; read: number }> {
  const kinds = new Map<string, number>();
  const waiting = [{ address: `${service}/`, from: 'the start' }];
  const faults: string[] = [];
  let pages = 0;
  for (let next = waiting.shift(); next && pages < MOST_PAGES; next = waiting.shift(), pages += 1) {
    const answer = await fetch(next.address, { redirect: 'manual' });
    if (answer.status >= 400) faults.push(`${next.address}, linked from ${next.from}, was answered with ${answer.status}`);
    const text = await answer.text();
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('text/html')) continue;
    const page = load(text);
    if (page('h1').length !== 1) faults.push(`${next.address} has ${page('h1').length} headings of the first level`);
    if (/undefined|\[object|NaN/.test(words(page, 'body'))) faults.push(`${next.address} shows what only a program should see`);
    for (const link of page('a[href]').toArray()) {
      const url = new URL(page(link).attr('href') ?? '', answer.url);
      url.hash = '';
      const seen = kinds.get(kindOf(url)) ?? 0;
      if (url.origin !== service || seen >= MOST_OF_A_KIND || waiting.some(({ address }) => address === url.href)) continue;
      kinds.set(kindOf(url), seen + 1);
      waiting.push({ address: url.href, from: next.address });
    }
  }
  return { faults, read: pages };
}

describe('anyone, without signing in', () => {
  test.each(['aggregator', 'westminster', 'kensington-and-chelsea', 'hammersmith-and-fulham'])(
    'reads every page of %s that its pages lead to',
    async (service) => {
      const { faults, read: pages } = await crawl(service === 'aggregator' ? network.aggregator : network.borough(service));
      expect(faults).toEqual([]);
      expect(pages).toBeGreaterThan(20);
    },
  );

  test('reads the same as data, and as a table', async () => {
    for (const list of ['boroughs', 'grants', 'grant-changes', 'programmes', 'organisations', 'consultations']) {
      const { status, body } = await ask<{ items: object[] }>(`${network.aggregator}/api/v1/${list}`);
      expect([list, status, body.items.length > 0]).toEqual([list, 200, true]);
      const table = await fetch(`${network.aggregator}/api/v1/${list}.csv`);
      expect([list, table.status, table.headers.get('content-type')]).toEqual([list, 200, expect.stringContaining('text/csv')]);
      expect((await table.text()).split('\n').length).toBeGreaterThan(2);
    }
  });

  test.each(['aggregator', 'westminster'])('finds the API of %s described, and no page in it', async (service) => {
    const address = service === 'aggregator' ? network.aggregator : westminster;
    const { body } = await ask<{ openapi: string; paths: object }>(`${address}/api/openapi.json`);
    expect(body.openapi).toMatch(/^3\./);
    expect(Object.keys(body.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);
  });

  test('is asked to sign in where an officer works', async () => {
    const answer = await fetch(`${westminster}/grants/import`);
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining('/sign-in?return=%2Fgrants%2Fimport')]);
  });
});

describe('what is not public', () => {
  test('stays in the borough: a held payment, and a cut that the organisation does not know of', async () => {
    const token = network.token('westminster-funding');
    const { body: organisations } = await ask<{ items: { id: string }[] }>(`${westminster}/api/v1/organisations?limit=1`);
    const send = {
      organisation: organisations.items[0]?.id,
      title: 'Quiet matters',
      description: 'Calm.',
      awardedOn: TODAY,
      amountAwardedPence: 800_00,
    };
    const { body: grant } = await ask<{ id: string }>(`${westminster}/api/v1/grants`, { token, send });
    const post = (what: string, fact: object) => ask<object>(`${westminster}/api/v1/grants/${grant.id}/${what}`, { token, send: fact });
    const rise = await post('increases', { amountPence: 900_00, effectiveOn: addDays(TODAY, 1), reason: 'A public rise' });
    const hold = await post('payment-holds', { reason: 'SECRET hold', from: TODAY });
    const cut = await post('reductions', { amountPence: 700_00, effectiveOn: addMonths(TODAY, 4), reason: 'SECRET cut' });
    expect([hold.status, cut.status, rise.status]).toEqual([201, 201, 201]);

    const there = `${network.aggregator}/api/v1/grants/westminster/${grant.id}`;
    const seen = await until(
      () => ask<{ amountPence?: number }>(there),
      ({ body }) => JSON.stringify(body).includes('A public rise'),
    );
    const everything = [
      JSON.stringify(seen),
      JSON.stringify(await toldAfter(westminster, 0)),
      ...(await Promise.all(
        ['/grants', `/grants/${grant.id}`, `/api/v1/grants/${grant.id}`, '/api/v1/grants.json', '/status', '/'].map(async (path) =>
          (await fetch(`${westminster}${path}`)).text(),
        ),
      )),
    ].join('\n');
    expect(everything).toContain('Quiet matters');
    expect(everything).not.toContain('SECRET');
  });

  test('leaves no gap in what is told: positions follow one another, and other boroughs can check them', async () => {
    const events = (await toldAfter(westminster, 0)) as unknown as { sequence: string; source: string }[];
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
    const { body } = await ask<{ items: { borough: string; position: number }[] }>(`${network.aggregator}/api/v1/boroughs`);
    expect(body.items.find(({ borough }) => borough === 'westminster')?.position).toBe(events.length);
  });
});

describe('how fresh the figures are', () => {
  const states = async (): Promise<Record<string, string>> => {
    const page = await read(`${network.aggregator}/status`);
    return Object.fromEntries(
      page('main section')
        .toArray()
        .map((section) => [page(section).find('h2').text().trim(), page(section).find('.govuk-tag').first().text().trim()]),
    );
  };

  /** The other four states are brought about in the aggregator's own specs: a whole network gives no hand to lose single records. */
  test('is said for each borough: up to date, and link down while one is not heard', async () => {
    await until(states, (now) => BOROUGHS.every((name) => now[name] === 'Up to date'));

    network.signal('hammersmith-and-fulham', 'SIGSTOP');
    await until(states, (now) => now['Hammersmith and Fulham'] === 'Link down');
    const changes = await read(`${network.aggregator}/grant-changes`);
    expect(words(changes)).toMatch(/Hammersmith and Fulham Link down Nothing heard since .* Figures stand as at then\./);
    expect(words(changes, '.govuk-inset-text')).toContain('Hammersmith and Fulham');
    expect((await states()).Westminster).toBe('Up to date');

    network.signal('hammersmith-and-fulham', 'SIGCONT');
    await until(states, (now) => BOROUGHS.every((name) => now[name] === 'Up to date'));
  });
});

describe('a year in which nothing was published', () => {
  test('is no data and never nought, on the page and as data', async () => {
    const page = await read(`${network.aggregator}/grant-changes?borough=westminster&financialYear=2001%2F02`);
    expect(words(page)).toContain('No borough chosen has published any for this year.');
    expect(words(page)).not.toContain('£0');
    const [item] = await allItems<object>(`${network.aggregator}/api/v1/grant-changes?borough=westminster&financialYear=2001%2F02`);
    expect(item).toMatchObject({ state: 'no-data', levels: null, awards: null });
  });

  test('stands as no data beside a borough that has figures', async () => {
    const year = financialYearOf('2007-06-01');
    const page = await read(`${network.aggregator}/grant-changes?financialYear=${encodeURIComponent(year)}`);
    const row = (name: string): string => words(page, `.app-table tbody tr:has(th:contains("${name}"))`);
    expect(row('Kensington and Chelsea')).toMatch(/£[1-9]/);
    expect(row('Westminster')).toContain('No data');
    expect(row('Westminster')).not.toContain('£0');
  });
});
