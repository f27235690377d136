import { KeptSession } from '#identity';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { load } from 'cheerio';
import { createHash } from 'node:crypto';
import { freePort } from '../../../../deploy/local/free-port.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { CLIENT_SECRET, ENTITIES, OFFICER, PROBES, program, startBorough, STRANGER, type TestBorough } from './borough.fixture.js';
import { Browser } from './browser.fixture.js';

const SESSION = 'compact_westminster_session';
const MINUTE = 60_000;
const NEIGHBOUR = 'hammersmith-and-fulham';

let borough: TestBorough;
/** Another borough's service, with a database of its own, whose people sign in at the same issuer. */
let neighbour: { readonly url: string; readonly app: NestFastifyApplication; readonly database: TestDatabase };

beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  borough = await startBorough(PROBES, [{ id: NEIGHBOUR, secret: CLIENT_SECRET, name: 'Hammersmith and Fulham', url }]);
  const database = await testDatabase('borough', { entities: ENTITIES });
  const { issuer, clock } = borough;
  const app = await program({ code: NEIGHBOUR, url, issuer, clock, database: database.url, controllers: PROBES });
  await app.listen(port, '127.0.0.1');
  neighbour = { url, app, database };
  await borough.give(OFFICER);
  await borough.give(OFFICER, { department: 'housing' });
});
afterAll(async () => {
  await neighbour.app.close();
  await neighbour.database.drop();
  await borough.stop();
});

let start: Date;
beforeEach(() => {
  start = borough.clock.now();
});
afterEach(async () => {
  borough.clock.set(start);
  await borough.database.em().nativeDelete(KeptSession, {});
});

async function signedIn(): Promise<{ browser: Browser; csrf: string }> {
  const browser = new Browser();
  const page = await borough.signIn(browser, OFFICER, '/probe');
  return { browser, csrf: (JSON.parse(page.text) as { csrf: string }).csrf };
}

/** Signs in once more; the issuer asks, although it remembers who it is. Returns what a form then carries. */
async function again(browser: Browser): Promise<string> {
  const choice = await browser.get(`${borough.url}/sign-in?again=true&return=/probe`);
  expect(choice.url.origin).toBe(borough.issuer);
  const page = await browser.post(choice.url.href, { person: OFFICER.key, action: 'sign-in' });
  return (JSON.parse(page.text) as { csrf: string }).csrf;
}

/** Who a service takes a browser for, without following what it sets. */
async function who(id: string, url = borough.url): Promise<{ name: string | null; cookies: string[] }> {
  const cookie = `${url === borough.url ? SESSION : `compact_${NEIGHBOUR}_session`}=${id}`;
  const answer = await fetch(`${url}/`, { headers: { cookie } });
  const { person } = (await answer.json()) as { person: { name: string } | null };
  return { name: person?.name ?? null, cookies: answer.headers.getSetCookie().filter((line) => line.includes('_session=')) };
}

const idOf = (browser: Browser): string => browser.cookie(SESSION) ?? '';

describe('the id of a session', () => {
  test('changes after a quarter of an hour of use, and the form that is open still counts', async () => {
    const { browser, csrf } = await signedIn();
    const first = idOf(browser);
    borough.clock.advance(14 * MINUTE);
    await browser.get(`${borough.url}/`);
    expect(idOf(browser)).toBe(first);
    borough.clock.advance(2 * MINUTE);
    await browser.get(`${borough.url}/`);

    expect(idOf(browser)).toMatch(/^[\w-]{43}$/);
    expect(idOf(browser)).not.toBe(first);
    expect((await browser.post(`${borough.url}/probe`, { _csrf: csrf, _workingAs: 'funding-officer' })).status).toBe(201);
  });

  test('counts for half a minute more, for requests that were on their way, and then no longer', async () => {
    const { browser } = await signedIn();
    const first = idOf(browser);
    borough.clock.advance(16 * MINUTE);
    const atOnce = await Promise.all(Array.from({ length: 6 }, () => who(first)));

    expect(atOnce.map(({ name }) => name)).toEqual(Array(6).fill(OFFICER.name));
    expect(atOnce.flatMap(({ cookies }) => cookies)).toHaveLength(1);
    borough.clock.advance(29_000);
    expect(await who(first)).toEqual({ name: OFFICER.name, cookies: [] });
    borough.clock.advance(2_000);
    expect((await who(first)).name).toBeNull();
  });

  test('changes with the role that the person works in', async () => {
    const { browser, csrf } = await signedIn();
    const first = idOf(browser);
    await browser.post(`${borough.url}/working-as`, { _csrf: csrf, role: 'funding-officer:housing' });

    expect(idOf(browser)).not.toBe(first);
    const { actor } = JSON.parse((await browser.get(`${borough.url}/probe`)).text) as { actor: { heldFor: { key: string } } };
    expect(actor.heldFor.key).toBe('housing');
    borough.clock.advance(31_000);
    expect((await who(first)).name).toBeNull();
  });

  test('ends with its session, also the one before', async () => {
    const { browser, csrf } = await signedIn();
    const first = idOf(browser);
    borough.clock.advance(16 * MINUTE);
    await browser.get(`${borough.url}/`);
    const second = idOf(browser);
    await browser.request(`${borough.url}/sign-out`, { method: 'POST', body: new URLSearchParams({ _csrf: csrf }) });

    expect((await who(first)).name).toBeNull();
    expect((await who(second)).name).toBeNull();
  });
});

describe('the account', () => {
  test('is for whoever is signed in: who they are, their roles here, and where they are signed in', async () => {
    await signedIn();
    borough.clock.advance(5 * MINUTE);
    const { browser } = await signedIn();
    await again(browser);
    await borough.signIn(new Browser(), STRANGER);
    const page = load((await browser.get(`${borough.url}/account`)).text);
    const texts = (selector: string) =>
      page(selector)
        .map((_, one) => page(one).text().trim())
        .get();

    expect(texts('main .govuk-summary-list__value')).toEqual([OFFICER.name, borough.issuer, OFFICER.subject]);
    expect(texts('main .govuk-list--bullet li')).toEqual(['Funding officer for the whole borough', expect.stringMatching(/ousing$/)]);
    expect(texts('main tbody tr')).toHaveLength(2);
    expect(texts('main tbody tr:last-child th')[0]).toContain('This one');
    expect(texts('main form button')).toEqual([expect.stringMatching(/^End the sign-in of /), 'Sign out', 'Sign out everywhere']);
    expect(page('.app-header__person').attr('href')).toBe('/account');
  });

  test('ends one sign-in alone: of the same person, and not of another', async () => {
    const other = (await signedIn()).browser;
    borough.clock.advance(16 * MINUTE);
    const { browser } = await signedIn();
    const csrf = await again(browser);
    const stranger = new Browser();
    await borough.signIn(stranger, STRANGER);
    const page = load((await browser.get(`${borough.url}/account`)).text);
    const keys = page('main input[name="session"]')
      .map((_, input) => String(page(input).val()))
      .get();
    expect(keys).toHaveLength(1);
    // Its id changes meanwhile: what the page names still is that session.
    await other.get(`${borough.url}/`);
    const end = async (session: string) =>
      load((await browser.post(`${borough.url}/account/sessions/end`, { _csrf: csrf, session })).text)(
        '.govuk-notification-banner__content',
      )
        .text()
        .trim();

    expect(await end(createHash('sha256').update(idOf(stranger)).digest('base64url'))).toBe('That sign-in was over already.');
    expect(await end(keys[0] ?? '')).toBe('That sign-in has ended.');

    expect((await who(idOf(other))).name).toBeNull();
    expect((await who(idOf(browser))).name).toBe(OFFICER.name);
    expect((await who(idOf(stranger))).name).toBe(STRANGER.name);
  });

  test('asks a stranger to sign in', async () => {
    const page = await new Browser().get(`${borough.url}/account`);
    expect([page.status, load(page.text)('main a').first().attr('href')]).toEqual([401, '/sign-in?return=%2Faccount']);
  });

  test('ends no sign-in elsewhere alone unless its person signed in again within the last ten minutes', async () => {
    const other = (await signedIn()).browser;
    const { browser, csrf } = await signedIn();
    const account = load((await browser.get(`${borough.url}/account`)).text);
    expect(account('main form button').text()).not.toContain('End the sign-in');
    expect(account('main a:contains("Sign in again to end one of them")').attr('href')).toBe('/sign-in?again=true&return=/account');
    const key = createHash('sha256').update(idOf(other)).digest('base64url');
    const send = (token: string) => browser.post(`${borough.url}/account/sessions/end`, { _csrf: token, session: key });

    expect(load((await send(csrf)).text)('.govuk-notification-banner__content').text()).toContain('Sign in again first');
    expect((await who(idOf(other))).name).toBe(OFFICER.name);
    const late = await again(browser);
    borough.clock.advance(11 * MINUTE);
    await send(late);
    expect((await who(idOf(other))).name).toBe(OFFICER.name);
    await send(await again(browser));
    expect((await who(idOf(other))).name).toBeNull();
  });
});

describe('signing out everywhere', () => {
  test('ends it at every browser, at the issuer, and at the other borough, and leads back to the start page', async () => {
    const { browser, csrf } = await signedIn();
    const other = (await signedIn()).browser;
    await browser.get(`${neighbour.url}/sign-in`);
    const atNeighbour = browser.cookie(`compact_${NEIGHBOUR}_session`) ?? '';
    expect((await who(atNeighbour, neighbour.url)).name).toBe(OFFICER.name);
    const mine = idOf(browser);

    const asked = await browser.post(`${borough.url}/sign-out/everywhere`, { _csrf: csrf });
    expect((await who(mine)).name).toBeNull();
    expect((await who(idOf(other))).name).toBeNull();
    const xsrf = String(load(asked.text)('input[name="xsrf"]').val());
    const back = await browser.post(`${borough.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });

    expect(back.url.href).toBe(`${borough.url}/`);
    expect((await who(atNeighbour, neighbour.url)).name).toBeNull();
  });

  test('needs a form of ours', async () => {
    const { browser } = await signedIn();
    expect((await browser.post(`${borough.url}/sign-out/everywhere`, {})).status).toBe(403);
    expect((await who(idOf(browser))).name).toBe(OFFICER.name);
    const stranger = await new Browser().post(`${borough.url}/sign-out/everywhere`, {}, { origin: borough.url });
    expect(stranger.status).toBe(401);
  });

  test('leaves nobody else signed out', async () => {
    const { browser, csrf } = await signedIn();
    const stranger = new Browser();
    await borough.signIn(stranger, STRANGER);
    await browser.request(`${borough.url}/sign-out/everywhere`, { method: 'POST', body: new URLSearchParams({ _csrf: csrf }) });
    expect((await who(idOf(stranger))).name).toBe(STRANGER.name);
  });
});

test('what is stored of an id cannot be used as one', async () => {
  const { browser } = await signedIn();
  const stored = createHash('sha256').update(idOf(browser)).digest('base64url');
  expect(await borough.database.em().count(KeptSession, { idHash: stored })).toBe(1);
  expect((await who(stored)).name).toBeNull();
});
