import { type CheerioAPI, load } from 'cheerio';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SampleController, sampleApp } from './sample/sample.fixture.js';

const officer = { issuer: 'https://identity.example', subject: 'officer', name: 'Officer of Housing' };

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await sampleApp(officer);
});
afterAll(() => app.close());

interface Opened {
  readonly status: number;
  readonly page: CheerioAPI;
  readonly headers: Record<string, unknown>;
}

async function open(url: string): Promise<Opened> {
  const response = await app.inject({ url, headers: { accept: 'text/html' } });
  return { status: response.statusCode, page: load(response.body), headers: response.headers };
}

const send = (form: Record<string, string>, url = '/grants/1', to = app) =>
  to.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });

describe('every page', () => {
  test('has a title, one main heading, a way past the header and the name of who is signed in', async () => {
    const { status, page } = await open('/grants/1');

    expect(status).toBe(200);
    expect(page('head > title').text()).toBe('How much are you awarding? – Grants of Westminster');
    expect(page('h1')).toHaveLength(1);
    expect(page('a.govuk-skip-link').attr('href')).toBe('#main-content');
    expect(page('main#main-content')).toHaveLength(1);
    expect(page('.app-header__viewing').text()).toBe('Viewing as: Westminster');
    expect(page('.app-header__person').text()).toBe('Officer of Housing');
    expect(page('form[action="/sign-out"] input[name="_csrf"]').val()).toBe('token-of-session');
  });

  test('says who is signed in, and is not shown where its own model would say somebody else', async () => {
    const { status, page } = await open('/grants/1/as-somebody-else');

    expect([status, page('.app-header__person').text()]).toEqual([500, 'Officer of Housing']);
    expect(page('body').text()).not.toContain('Somebody else');
  });

  test.each([
    ['the page itself', { method: 'GET', url: '/grants/1' }, '/grants/1'],
    ['the answer to a form of it', { method: 'POST', url: '/grants/1/file' }, '/grants/1'],
    [
      'an answer without the form',
      { method: 'POST', url: '/nowhere', referer: 'http://borough.example/grants/1?year=2026' },
      '/grants/1?year=2026',
    ],
    ['an answer to another website', { method: 'POST', url: '/nowhere', referer: 'https://elsewhere.example/grants/1' }, '/'],
  ] as const)('leads back to a page that is there when another role is chosen on %s', async (_which, { method, url, ...headers }, page) => {
    const { body } = await app.inject({
      method,
      url,
      headers: { host: 'borough.example', 'several-roles': 'yes', accept: 'text/html', ...headers },
    });
    expect(load(body)('form[action="/working-as"] input[name="returnTo"]').val()).toBe(page);
  });

  test('marks where one is in the navigation, and links what every reader is owed', async () => {
    const { page } = await open('/grants/1');

    expect(page('.govuk-service-navigation__item--active').text().trim()).toBe('Funding');
    expect(page('.govuk-service-navigation__item--active a').attr('aria-current')).toBe('true');
    const footer = page('footer a')
      .map((_, link) => page(link).attr('href'))
      .get();
    expect(footer).toEqual(['/accessibility-statement', '/privacy', '/cookies', '/api']);
  });

  test('runs under a strict content security policy: nothing within it is a script or a style', async () => {
    const { page, headers } = await open('/grants/1');

    expect(page('style, [style], script:not([src])')).toHaveLength(0);
    expect(page('*').filter((_, element) => Object.keys(page(element).attr() ?? {}).some((name) => name.startsWith('on')))).toHaveLength(0);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|sha\d|nonce/);
    for (const nothing of ['default-src', 'object-src', 'base-uri', 'frame-ancestors']) {
      expect(headers['content-security-policy']).toContain(`${nothing} 'none'`);
    }
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    });
    expect(headers['cache-control']).toBe('private, no-cache');
  });

  test('loads only assets that are there, keep for ever, and hold no GDS font and no crown', async () => {
    const { page } = await open('/grants/1');
    const addresses = page('link[rel="stylesheet"], link[rel="icon"]')
      .map((_, link) => page(link).attr('href'))
      .get();
    const scripts = page('script[src]')
      .map((_, script) => page(script).attr('src'))
      .get();

    const loaded = await Promise.all([...addresses, ...scripts].map((url) => app.inject({ url })));

    expect(loaded.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    expect(loaded.every(({ headers }) => String(headers['cache-control']).includes('immutable'))).toBe(true);
    expect(loaded.map(({ body }) => body).join()).not.toMatch(/GDS Transport|@font-face|crest/);
    const { url = '' } = /from '\.\/(?<url>[^']+)'/.exec(loaded[3]?.body ?? '')?.groups ?? {};
    expect((await app.inject({ url: `/assets/${url}` })).statusCode).toBe(200);
    expect(page('body > :first-child').attr('src')).toBe(scripts[1]);
    expect(page('.govuk-footer__crown, .govuk-header__logotype, .govuk-footer__copyright-logo')).toHaveLength(0);
  });

  test('offers a stranger to sign in and come back', async () => {
    const stranger = await sampleApp();
    const page = load((await stranger.inject({ url: '/grants/1' })).body);
    await stranger.close();

    expect(page('.app-header__link').attr('href')).toBe('/sign-in?return=%2Fgrants%2F1');
    expect(page('form[action="/sign-out"]')).toHaveLength(0);
  });
});

describe('a form', () => {
  const date = { 'startsOn-day': '1', 'startsOn-month': '4', 'startsOn-year': '2026' };
  const filled = { amount: '£1,000.00', ...date, reason: '  it is needed ', sizes: 'small', _csrf: 'token-of-session' };

  test('becomes its class, with pence, a civil date, tidy text and a list', async () => {
    const response = await send(filled);

    expect([response.statusCode, response.headers.location]).toEqual([302, '/grants/1']);
    const taken = app.get(SampleController).taken.at(-1);
    expect(taken).toEqual({ amount: 100_000, startsOn: '2026-04-01', reason: 'it is needed', sizes: ['small'] });
  });

  test('tells the next page, once, what was done, as text and not as markup', async () => {
    const [cookie] = (await send(filled)).cookies;
    const sent = { cookie: `${cookie?.name}=${cookie?.value}` };

    const response = await app.inject({ url: '/grants/1', headers: sent });

    expect(load(response.body)('.govuk-notification-banner__heading').text().trim()).toBe('Grant <awarded>');
    expect(response.cookies).toMatchObject([{ name: 'compact_westminster_notice', value: '' }]);
  });

  test('under https, sets a cookie that binds to the host and goes nowhere else', async () => {
    const secure = await sampleApp(null, true);
    const { cookies } = await send(filled, '/grants/1', secure);
    await secure.close();

    expect(cookies).toMatchObject([
      { name: '__Host-compact_westminster_notice', secure: true, httpOnly: true, sameSite: 'Lax', path: '/' },
    ]);
  });

  test.each([
    [{ amount: 'lots' }, 400, '#amount', 'Enter how much you are awarding, like 1250 or 1250.50'],
    [{ amount: '' }, 400, '#amount', 'Enter how much you are awarding, like 1250 or 1250.50'],
    [{ amount: '5000.01' }, 400, '#amount', 'The amount must be £5,000 or less'],
    [{ amount: '1000.01' }, 409, '#amount', 'The award must be £1,000 or less'],
    [{ 'startsOn-month': '' }, 400, '#startsOn-month', 'The date the grant starts must include a month'],
    [{ 'startsOn-day': '31' }, 400, '#startsOn-day', 'The date the grant starts must be a real date'],
    [{ 'startsOn-year': '26' }, 400, '#startsOn-year', 'Year must include 4 numbers'],
    [{ 'startsOn-day': '', 'startsOn-month': '', 'startsOn-year': '' }, 400, '#startsOn-day', 'Enter the date the grant starts'],
    [{ reason: ' ' }, 400, '#reason', 'Say why in up to 20 characters'],
    [{ sizes: 'huge' }, 400, '#sizes', 'Choose small or large'],
  ])('with %o is explained (%i) beside the question, and what was typed is kept', async (wrong, status, href, message) => {
    const taken = app.get(SampleController).taken.length;
    const typed: Record<string, string> = { ...filled, ...wrong };

    const response = await send(typed);

    const page = load(response.body);
    expect(response.statusCode).toBe(status);
    expect(page('head > title').text()).toBe('Error: How much are you awarding? – Grants of Westminster');
    expect(page(`.govuk-error-summary a[href="${href}"]`).text()).toBe(message);
    expect(page(href)).toHaveLength(1);
    expect(page('.govuk-error-message').text()).toContain(message);
    expect(page('#amount').val()).toBe(typed.amount);
    expect(page('#startsOn-year').val()).toBe(typed['startsOn-year']);
    expect(page('.govuk-back-link').attr('href')).toBe('/grants/1');
    expect(app.get(SampleController).taken).toHaveLength(taken);
  });

  test('of a record that is not there is answered so, though what was typed is wrong too', async () => {
    const { statusCode, body } = await send({ ...filled, amount: 'lots' }, '/grants/gone');

    expect([statusCode, load(body)('main').text()]).toEqual([404, expect.stringContaining('There is no grant with this number')]);
  });

  test('takes a file where the route says so, and only there', async () => {
    const multipart = (url: string, name: string, text: string) => {
      const field = '--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\nt\r\n';
      const file = `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n`;
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      return app.inject({ method: 'POST', url, headers, payload: `${field}${file}--x--\r\n` });
    };

    expect((await multipart('/grants/1/file', 'grants.csv', 'a,b')).statusCode).toBe(302);
    expect(app.get(SampleController).taken.at(-1)).toEqual({ fileName: 'grants.csv', size: 3 });
    const none = await multipart('/grants/1/file', '', '');
    expect([none.statusCode, load(none.body)('.govuk-error-summary a').text()]).toEqual([400, 'Choose the file you want to import']);
    expect((await multipart('/grants/1', 'grants.csv', 'a,b')).statusCode).toBe(415);
    const large = await multipart('/grants/1/file', 'grants.csv', 'x'.repeat(20 * 1024 * 1024 + 1));
    expect([large.statusCode, load(large.body)('h1').text()]).toEqual([413, 'What you sent is too large']);
  });
});

describe('what goes wrong', () => {
  test.each([
    ['/nothing-here', 404, 'Page not found'],
    ['/grants/gone', 404, 'There is no grant with this number. It may have been withdrawn.'],
    ['/grants/1/forbidden', 403, 'Only a funding officer of Housing may open this.'],
    ['/grants/1/down', 503, 'Sorry, the service is unavailable'],
    ['/grants/1/broken', 500, 'Sorry, there is a problem with the service'],
  ])('at %s is a page (%i) that says what to do and shows nothing of the inside', async (url, expected, words) => {
    const { status, page } = await open(url);

    expect(status).toBe(expected);
    expect(page('main').text()).toContain(words);
    expect(page('main a[href="mailto:compact@westminster.example"]').text()).toBe('compact@westminster.example');
    expect(page.html()).not.toMatch(/password|at .*\.ts|Error:/);
  });
});

test('a filter that cannot be taken is named with what may stand there, and leads to the same page without it', async () => {
  const { status, page } = await open('/components?borough=hf&year=abc%3Cb%3E&sort=amount&cursor=x');

  expect(status).toBe(400);
  expect(page('h1').text()).toBe('There is a problem with the address of this page');
  expect(page('main p').first().text()).toBe(
    '“abc<b>” cannot be used for “year” in the address of this page. Give a financial year like 2026/27.',
  );
  const without = page('main a').first();
  expect([without.text(), without.attr('href')]).toEqual(['Open this page without it', '/components?borough=hf&sort=amount']);
  expect((await open(without.attr('href') ?? '')).status).toBe(200);
  expect((await open('/components?year=abc')).page('main a').first().attr('href')).toBe('/components');
});

test.each(['accessibility-statement', 'privacy', 'cookies'])('the page /%s stands, in the words of the service', async (name) => {
  const { status, page } = await open(`/${name}`);

  expect(status).toBe(200);
  expect(page('h1')).toHaveLength(1);
  expect(page('main').text()).toMatch(/City of Westminster|compact_westminster_notice/);
});
