import { jest } from '@jest/globals';
import { SystemClock } from '#clock';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { load } from 'cheerio';
import type { JWK } from 'jose';
import { freePort } from '../../../../deploy/local/free-port.js';
import { newSigningKey } from '../../../../deploy/local/identity/settings.js';
import {
  ApiProbe,
  CLIENT_SECRET,
  HomeProbe,
  OFFICER,
  PageProbe,
  program,
  type RunningIssuer,
  signedToken,
  startBorough,
  startIssuer,
  type TestBorough,
} from './borough.fixture.js';
import { Browser } from './browser.fixture.js';

/** One program that people of two issuers sign in to; both issuers know somebody as person-1. */
interface Place {
  readonly url: string;
  readonly issuer: string;
  readonly key: JWK;
  readonly provider: RunningIssuer;
}

let borough: TestBorough;
let app: NestFastifyApplication;
let council: Place;
let sector: Place;

beforeAll(async () => {
  borough = await startBorough();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const place = async (name: string): Promise<Place> => {
    const [issuerPort, key] = [await freePort(), await newSigningKey()];
    const provider = await startIssuer({ url, port: issuerPort, key, callbackPath: `/sign-in/callback/${name}` });
    return { url, issuer: `http://127.0.0.1:${issuerPort}`, key, provider };
  };
  council = await place('council');
  sector = await place('sector');
  const client = { clientId: 'westminster', clientSecret: CLIENT_SECRET };
  const issuers = [
    { ...client, key: 'council', name: 'City of Westminster', issuer: council.issuer },
    { ...client, key: 'sector', name: 'One Westminster', issuer: sector.issuer },
  ];
  const { clock, database } = borough;
  const controllers = [HomeProbe, PageProbe, ApiProbe];
  app = await program({ url, issuer: council.issuer, issuers, clock, database: database.url, controllers });
  await app.listen(port, '127.0.0.1');
  await borough.give(OFFICER, { issuer: council.issuer });
});
afterAll(async () => {
  await app.close();
  await Promise.all([council.provider.stop(), sector.provider.stop()]);
  await borough.stop();
});

const answer = { person: OFFICER.key, action: 'sign-in' };
const token = ({ url, issuer, key }: Place, claims = {}) => signedToken({ ...borough, url, issuer, key }, { claims });

async function write(bearer: string): Promise<{ status: number; detail?: string }> {
  const headers = { authorization: `Bearer ${bearer}` };
  const response = await fetch(`${council.url}/api/v1/probe`, { method: 'POST', headers });
  return { status: response.status, ...((await response.json()) as object) };
}

describe('where a borough has several issuers', () => {
  test('a person says where to sign in, and comes back to where they were', async () => {
    const browser = new Browser();
    const asked = load((await browser.get(`${council.url}/probe?year=2026/27`)).text);
    const choice = await browser.get(`${council.url}${asked('main a').first().attr('href')}`);
    const page = load(choice.text);
    const links = page('main a').map((_, link) => page(link).text());

    expect([page('h1').text(), ...links.get()]).toEqual(['Where do you want to sign in?', 'City of Westminster', 'One Westminster']);
    const way = page('main a').first().attr('href') ?? '';
    const there = await browser.get(`${council.url}${way}`);
    expect(there.url.origin).toBe(council.issuer);
    const back = await browser.post(there.url.href, answer);
    expect([back.status, back.url.pathname + back.url.search]).toEqual([200, '/probe?year=2026/27']);
    expect(JSON.parse(back.text)).toMatchObject({ actor: { issuer: council.issuer, subject: OFFICER.subject } });
  });

  test.each(['camden', 'https://elsewhere.example', ''])('nobody is led to an issuer that is not one of them: %p', async (key) => {
    const page = await new Browser().get(`${council.url}/sign-in?with=${encodeURIComponent(key)}`);
    expect([page.status, page.url.origin]).toEqual([200, council.url]);
  });

  test('the same subject of another issuer is somebody else, and holds no role', async () => {
    const browser = new Browser();
    const there = await browser.get(`${council.url}/sign-in?with=sector&return=/probe`);
    expect((await browser.post(there.url.href, answer)).status).toBe(403);

    expect((await write(await token(council))).status).toBe(201);
    expect((await write(await token(sector))).status).toBe(403);
  });

  test('a token is checked by the keys of the issuer that it names', async () => {
    const signedByOther = token({ ...council, key: sector.key });
    expect(await write(await signedByOther)).toMatchObject({ status: 401, detail: 'The token is not one of our identity provider.' });
    const ofNobody = token(council, { iss: 'https://elsewhere.example' });
    expect(await write(await ofNobody)).toMatchObject({ status: 401, detail: expect.stringContaining('iss') });
  });

  test('the answer of one is not taken for the answer of another that was asked, and its code goes to nobody', async () => {
    const browser = new Browser();
    const begun = await browser.request(`${council.url}/sign-in?with=sector`);
    const asked = new URL(begun.headers.get('location') ?? '');
    asked.searchParams.set('redirect_uri', `${council.url}/sign-in/callback/council`);
    const misled = new URL(`${council.issuer}${asked.pathname}${asked.search}`);
    const choice = await browser.get(misled.href);
    const before = sector.provider.asked.length;

    const refused = await browser.post(choice.url.href, answer);

    expect([refused.status, load(refused.text)('h1').text().trim()]).toEqual([400, 'You are not signed in yet']);
    expect(sector.provider.asked.slice(before)).toEqual([]);
  });
});

describe('while the service runs', () => {
  const real = new SystemClock();
  const REAL = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const;
  const TIMERS = ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const;
  afterEach(() => {
    jest.useRealTimers();
  });

  test('an issuer that changes its key is believed by the new one, and no longer by the old', async () => {
    const { url, issuer, key: former, clock } = borough;
    const key = await newSigningKey();
    const send = async (by: JWK) => {
      const headers = { authorization: `Bearer ${await signedToken({ ...borough, key: by })}` };
      return (await fetch(`${url}/api/v1/probe`, { method: 'POST', headers })).status;
    };
    await borough.give(OFFICER);
    await borough.signIn(new Browser(), OFFICER);
    expect(await send(former)).toBe(201);

    await borough.provider.stop();
    const changed = await startIssuer({ url, port: Number(new URL(issuer).port), key });
    const later = real.now().getTime() + 61_000;
    jest.useFakeTimers({ doNotFake: [...REAL, ...TIMERS], now: later });
    clock.set(real.now());

    try {
      expect(await send(key)).toBe(201);
      expect(await send(former)).toBe(401);
      expect((await borough.signIn(new Browser(), OFFICER, '/probe')).status).toBe(200);
    } finally {
      await changed.stop();
    }
  });
});
