import { SetClock, SystemClock } from '#clock';
import { KeptSession } from '#identity';
import { load } from 'cheerio';
import { createHash } from 'node:crypto';
import { freePort } from '../../../../deploy/local/free-port.js';
import { newSigningKey } from '../../../../deploy/local/identity/settings.js';
import { ApiProbe, HomeProbe, OFFICER, PageProbe, program, startBorough, startIssuer, type TestBorough } from './borough.fixture.js';
import { Browser } from './browser.fixture.js';

const KEPT = 'begunAt csrf formerIdHash idHash issuer issuerSession name reauthenticatedAt renewedAt seenAt subject workingAs'.split(' ');
const SESSION = 'compact_westminster_session';
const FLOW = 'compact_westminster_sign_in';

let borough: TestBorough;
beforeAll(async () => {
  borough = await startBorough();
  await borough.give(OFFICER);
});
afterAll(() => borough.stop());

const sessions = (): Promise<KeptSession[]> => borough.database.em().find(KeptSession, {});
const heading = (html: string): string => load(html)('h1').text().trim();

async function refused(browser: Browser, address: string): Promise<void> {
  const answer = await browser.get(address);
  expect([answer.status, heading(answer.text)]).toEqual([400, 'You are not signed in yet']);
  expect(browser.cookie(SESSION)).toBeUndefined();
}

/** Goes as far as the answer of the identity provider, and hands over the address it sends the browser to. */
async function answered(browser: Browser, change: (asked: URL) => void = () => {}): Promise<string> {
  const begun = await browser.request(`${borough.url}/sign-in`);
  const asked = new URL(begun.headers.get('location') ?? '');
  change(asked);
  const choice = await browser.get(asked.href);
  const body = new URLSearchParams({ person: OFFICER.key, action: 'sign-in' });
  const chosen = await browser.request(choice.url.href, { method: 'POST', body });
  const resumed = await browser.request(chosen.headers.get('location') ?? '');
  return resumed.headers.get('location') ?? '';
}

describe('signing in', () => {
  test('asks by code with PKCE, state and nonce, and leads back to where the person was', async () => {
    const browser = new Browser();
    const begun = await browser.request(`${borough.url}/sign-in?return=/probe`);
    const asked = new URL(begun.headers.get('location') ?? '').searchParams;
    expect(begun.status).toBe(303);
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', scope: 'openid profile', code_challenge_method: 'S256' });
    for (const random of ['state', 'nonce', 'code_challenge']) expect(asked.get(random)).toMatch(/^[\w-]{43}$/);

    const page = await borough.signIn(browser, OFFICER, '/probe?year=2026/27');

    expect(page).toMatchObject({ status: 200, url: { pathname: '/probe', search: '?year=2026/27' } });
    expect(JSON.parse(page.text)).toMatchObject({
      actor: { issuer: borough.issuer, subject: 'person-1', name: OFFICER.name, role: 'funding-officer' },
    });
  });

  test('keeps only the hash of the id in the cookie, and no token of the identity provider', async () => {
    const browser = new Browser();
    await borough.signIn(browser, OFFICER);

    const idHash = createHash('sha256')
      .update(browser.cookie(SESSION) ?? '')
      .digest('base64url');
    const row = (await sessions()).find((session) => session.idHash === idHash);

    expect(Object.keys({ ...row }).sort()).toEqual(KEPT);
    expect(row).toMatchObject({ subject: 'person-1', name: OFFICER.name, begunAt: borough.clock.now() });
  });

  test('sets a cookie that scripts and other sites cannot use', async () => {
    const browser = new Browser();
    const callback = await answered(browser);
    const finished = await browser.request(callback);

    expect(finished.headers.getSetCookie().find((line) => line.startsWith(SESSION))).toMatch(
      /^compact_westminster_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(browser.named(FLOW)).toEqual([]);
  });

  test.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example'])('never leads to %s', async (returnTo) => {
    expect((await borough.signIn(new Browser(), OFFICER, returnTo)).url.href).toBe(`${borough.url}/`);
    const browser = new Browser();
    await borough.signIn(browser, OFFICER);
    const again = await browser.request(`${borough.url}/sign-in?return=${encodeURIComponent(returnTo)}`);
    expect(again.headers.get('location')).toBe('/');
  });

  test.each(['cross-site', 'same-site'])('leads nobody on who comes from another website (%s), and says how to go on', async (site) => {
    const browser = new Browser();
    await borough.signIn(browser, OFFICER);
    browser.cookies.delete(`${SESSION} /`);
    const page = await browser.get(`${borough.url}/sign-in?return=/probe`, { 'sec-fetch-site': site });
    expect([page.status, heading(page.text)]).toEqual([401, 'Sign in to go on']);
    expect(load(page.text)('main a').first().attr('href')).toBe('/sign-in?return=%2Fprobe');
    expect(browser.cookie(SESSION)).toBeUndefined();
  });

  test('takes nobody to have signed in again unless the issuer says when they did', async () => {
    const browser = new Browser();
    await borough.signIn(browser, OFFICER);
    const former = browser.cookie(SESSION);
    const begun = await browser.request(`${borough.url}/sign-in?again=true&return=/account`);
    const asked = new URL(begun.headers.get('location') ?? '');
    expect(asked.searchParams.get('prompt')).toBe('login');
    for (const demand of ['prompt', 'max_age']) asked.searchParams.delete(demand);
    const answer = await browser.get(asked.href);

    expect([answer.status, heading(answer.text)]).toEqual([400, 'You are not signed in yet']);
    expect(browser.cookie(SESSION)).toBe(former);
    expect((await sessions()).map(({ reauthenticatedAt }) => reauthenticatedAt)).not.toContainEqual(expect.any(Date));
  });

  test('gives a new id each time and ends the session it came with', async () => {
    const browser = new Browser();
    await borough.signIn(browser, OFFICER);
    const former = browser.cookie(SESSION) ?? '';
    await browser.request(await answeredAnew(browser));

    expect(browser.cookie(SESSION)).not.toBe(former);
    expect(await whoIs(former)).toBeNull();
    expect(await whoIs(browser.cookie(SESSION) ?? '')).toBe(OFFICER.name);
  });

  test('never takes up an id that somebody put into the browser', async () => {
    const browser = new Browser();
    browser.cookies.set(`${SESSION} /`, { value: 'chosen-by-an-attacker', path: '/' });
    await borough.signIn(browser, OFFICER);

    expect(browser.cookie(SESSION)).not.toBe('chosen-by-an-attacker');
    expect(await whoIs('chosen-by-an-attacker')).toBeNull();
  });
});

/** A second sign-in of a browser that is signed in: begun before the first was finished. */
async function answeredAnew(browser: Browser): Promise<string> {
  const kept = browser.cookies.get(`${SESSION} /`);
  browser.cookies.delete(`${SESSION} /`);
  for (const key of browser.cookies.keys()) if (key.startsWith('compact_identity')) browser.cookies.delete(key);
  const callback = await answered(browser);
  if (kept) browser.cookies.set(`${SESSION} /`, kept);
  return callback;
}

async function whoIs(id: string): Promise<string | null> {
  const answer = await fetch(`${borough.url}/`, { headers: { cookie: `${SESSION}=${id}` } });
  return ((await answer.json()) as { person: { name: string } | null }).person?.name ?? null;
}

async function whoIsAt(browser: Browser): Promise<string | null> {
  const { text } = await browser.get(`${borough.url}/`);
  return (JSON.parse(text) as { person: { name: string } | null }).person?.name ?? null;
}

describe('an answer that does not fit is refused, and nobody is signed in', () => {
  test('with another state', async () => {
    const browser = new Browser();
    const address = new URL(await answered(browser));
    const state = address.searchParams.get('state') ?? '';
    for (const other of ['another', '', `${state.slice(0, 8)}another`, [...state].toReversed().join('')]) {
      address.searchParams.set('state', other);
      await refused(browser, address.href);
    }
  });

  test('with another nonce', async () => {
    const browser = new Browser();
    await refused(browser, await answered(browser, (asked) => asked.searchParams.set('nonce', 'another')));
  });

  test('with a code asked for by another browser', async () => {
    const [attacker, victim] = [new Browser(), new Browser()];
    const address = new URL(await answered(attacker));
    const begun = await victim.request(`${borough.url}/sign-in`);
    address.searchParams.set('state', new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '');
    await refused(victim, address.href);
  });

  test('from another issuer', async () => {
    const browser = new Browser();
    const address = new URL(await answered(browser));
    address.searchParams.set('iss', 'https://elsewhere.example');
    await refused(browser, address.href);
  });

  test('a second time', async () => {
    const browser = new Browser();
    const address = await answered(browser);
    const [flow = ''] = browser.named(FLOW);
    const kept = browser.cookies.get(`${flow} /`);
    expect((await browser.request(address)).status).toBe(303);
    browser.cookies.delete(`${SESSION} /`);

    await refused(browser, address);
    if (kept) browser.cookies.set(`${flow} /`, kept);
    await refused(browser, address);
  });

  test('after more than ten minutes', async () => {
    const browser = new Browser();
    const address = await answered(browser);
    const before = borough.clock.now();
    borough.clock.advance(601_000);
    await refused(browser, address);
    borough.clock.set(before);
  });

  test('when the person turned back', async () => {
    const browser = new Browser();
    const choice = await browser.get(`${borough.url}/sign-in`);
    const answer = await browser.post(choice.url.href, { action: 'cancel' });
    expect(answer.status).toBe(400);
    expect(load(answer.text)('main').text()).toContain('You did not finish signing in');
  });
});

describe('a session', () => {
  const MINUTE = 60_000;
  let start: Date;
  beforeEach(() => {
    start = borough.clock.now();
  });
  afterEach(() => borough.clock.set(start));

  test('ends after two hours without use, and goes on while it is used', async () => {
    const browser = new Browser();
    await borough.signIn(browser, OFFICER);
    borough.clock.advance(119 * MINUTE);
    expect(await whoIsAt(browser)).toBe(OFFICER.name);
    borough.clock.advance(119 * MINUTE);
    expect(await whoIsAt(browser)).toBe(OFFICER.name);
    borough.clock.advance(121 * MINUTE);
    expect(await whoIsAt(browser)).toBeNull();
  });

  test('ends after twelve hours, however much it is used', async () => {
    const browser = new Browser();
    await borough.signIn(browser, OFFICER);
    for (let hour = 1; hour <= 12; hour += 1) {
      borough.clock.advance(60 * MINUTE);
      expect(await whoIsAt(browser)).toBe(OFFICER.name);
    }
    borough.clock.advance(MINUTE);
    expect(await whoIsAt(browser)).toBeNull();
  });

  test('ends by signing out, which is a form with its token, and the next sign-in asks who it is', async () => {
    const browser = new Browser();
    const page = await borough.signIn(browser, OFFICER, '/probe');
    const id = browser.cookie(SESSION) ?? '';
    expect((await browser.post(`${borough.url}/sign-out`, {})).status).toBe(403);
    expect(await whoIs(id)).toBe(OFFICER.name);

    const { csrf } = JSON.parse(page.text) as { csrf: string };
    const out = await browser.post(`${borough.url}/sign-out`, { _csrf: csrf });
    expect([out.url.origin, out.url.pathname]).toEqual([borough.issuer, '/session/end']);
    expect(out.url.searchParams.get('post_logout_redirect_uri')).toBe(`${borough.url}/`);

    expect(await whoIs(id)).toBeNull();
    const again = await browser.get(`${borough.url}/sign-in`);
    expect(again.url.pathname).toMatch(/^\/interaction\//);
    expect((await browser.post(again.url.href, { person: OFFICER.key, action: 'sign-in' })).text).toContain(OFFICER.name);
  });
});

test('the program starts without the identity provider, says so where one signs in, and goes on when it is back', async () => {
  const [port, issuerPort] = [await freePort(), await freePort()];
  const [url, issuer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${issuerPort}`];
  const clock = new SetClock(new SystemClock().now());
  const app = await program({ url, issuer, clock, database: borough.database.url, controllers: [HomeProbe, PageProbe, ApiProbe] });
  try {
    await app.listen(port, '127.0.0.1');
    const browser = new Browser();
    const page = await browser.get(`${url}/sign-in?return=/probe`);

    expect([page.status, heading(page.text)]).toEqual([503, 'Signing in does not work at the moment']);
    expect(page.headers.get('retry-after')).toBe('30');
    expect((await browser.get(`${url}/`)).status).toBe(200);
    const unsigned = [{ alg: 'ES256' }, { iss: issuer }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const token = { authorization: `Bearer ${unsigned.join('.')}.signature` };
    expect((await browser.request(`${url}/api/v1/probe`, { headers: token })).status).toBe(503);

    const back = await startIssuer({ url, port: issuerPort, key: await newSigningKey() });
    expect((await browser.get(`${url}/sign-in?return=/probe`)).url.origin).toBe(issuer);
    expect((await browser.request(`${url}/api/v1/probe`, { headers: token })).status).toBe(401);
    await back.stop();
  } finally {
    await app.close();
  }
});
