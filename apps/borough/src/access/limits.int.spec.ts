import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { load } from 'cheerio';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { freePort } from '../../../../deploy/local/free-port.js';
import { OFFICER, PROBES, program, signedToken, startBorough, type TestBorough } from './borough.fixture.js';

let borough: TestBorough;
let app: NestFastifyApplication | null = null;
let url: string;
beforeAll(async () => {
  borough = await startBorough();
  await borough.give(OFFICER);
});
afterEach(async () => {
  await app?.close();
  app = null;
});
afterAll(() => borough.stop());

/** A program that takes three of each a minute, and waits for a request for three tenths of a second. */
async function limited(trustedProxies: readonly string[] = []): Promise<void> {
  const { issuer, clock, database } = borough;
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  app = await program({
    url,
    issuer,
    clock,
    database: database.url,
    controllers: PROBES,
    limits: { signInsPerMinute: 3, writesPerMinute: 3, readsPerMinute: 40 },
    server: { trustedProxies, arrivesWithinMilliseconds: 300 },
  });
  await app.listen(port, '127.0.0.1');
}

const token = () => signedToken({ ...borough, url });
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${url}${path}`, { method, headers, redirect: 'manual' });
const statuses = async (times: number, send: () => Promise<Response>): Promise<number[]> => {
  const seen: number[] = [];
  for (let time = 0; time < times; time += 1) seen.push((await send()).status);
  return seen;
};

describe('too much in a minute is refused', () => {
  test('at signing in, by address, with a page that says when to try again', async () => {
    await limited();
    expect(await statuses(3, () => ask('/sign-in'))).toEqual([303, 303, 303]);
    borough.clock.advance(10_000);
    const answer = await ask('/sign-in/callback?code=a&state=b');

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '50']);
    const page = load(await answer.text());
    expect(page('h1').text().trim()).toBe('That was too much at once');
    expect(page('main').text()).toContain('wait 50 seconds, then try again');
    expect((await ask('/')).status).toBe(200);
    borough.clock.advance(50_000);
    expect((await ask('/sign-in')).status).toBe(303);
  });

  test('at writing, by person, before the body is read, and nobody else is held up', async () => {
    await limited();
    const mine = { authorization: `Bearer ${await token()}` };
    expect(await statuses(3, () => ask('/api/v1/probe', mine, 'POST'))).toEqual([201, 201, 201]);
    const sent = begun('/api/v1/probe', mine);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    sent.destroy();

    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '60']);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect((await ask('/api/v1/probe', mine)).status).toBe(200);
    const other = await signedToken({ ...borough, url }, { claims: { sub: 'somebody-else' } });
    expect((await ask('/api/v1/probe', { authorization: `Bearer ${other}` }, 'POST')).status).toBe(403);
  });

  test('at reading, by address, whoever it is', async () => {
    await limited();
    expect((await statuses(41, () => ask('/'))).filter((status) => status === 429)).toHaveLength(1);
    borough.clock.advance(60_000);
    expect((await ask('/')).status).toBe(200);
  });

  test('at writing without being known, and at guessing tokens, by address', async () => {
    await limited();
    const guess = { authorization: 'Bearer a.b.c' };
    expect(await statuses(2, () => ask('/api/v1/probe', guess))).toEqual([401, 401]);
    expect(await statuses(2, () => ask('/probe', {}, 'POST'))).toEqual([401, 429]);
    expect(await statuses(1, () => ask('/api/v1/probe', guess))).toEqual([429]);
    const mine = { authorization: `Bearer ${await token()}` };
    expect((await ask('/api/v1/probe', mine, 'POST')).status).toBe(201);
  });
});

describe('where a request comes from', () => {
  const from = (address: string) => ask('/sign-in', { 'x-forwarded-for': address });

  test('is what the connection says, whatever a header claims', async () => {
    await limited();
    expect([...(await statuses(3, () => from('192.0.2.1'))), ...(await statuses(1, () => from('192.0.2.2')))]).toEqual([
      303, 303, 303, 429,
    ]);
  });

  test('is what a proxy of ours says, and it is believed no further back', async () => {
    await limited(['127.0.0.1']);
    expect(await statuses(4, () => from('192.0.2.1'))).toEqual([303, 303, 303, 429]);
    expect((await from('192.0.2.2')).status).toBe(303);
    expect((await from('192.0.2.9, 192.0.2.1')).status).toBe(429);
  });
});

/** A write of which only the beginning was sent. */
function begun(path: string, headers: Record<string, string>, part = '{'): ClientRequest {
  const sent = httpRequest(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': 1000, ...headers },
  });
  sent.write(part);
  return sent;
}

describe('a request takes no more than its share', () => {
  test('of time: who sends a body drop by drop is answered 408 and cut off', async () => {
    await limited();
    const sent = begun('/api/v1/probe', { authorization: `Bearer ${await token()}` });
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect([answer.statusCode, answer.headers['content-security-policy']]).toEqual([408, expect.stringContaining("object-src 'none'")]);
    answer.resume();
    await once(sent, 'close');
  });

  test('of room: large headers and large bodies are refused', async () => {
    await limited();
    const mine = { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' };
    const { status, headers } = await ask('/', { 'x-large': 'a'.repeat(17_000) });
    expect([status, headers.get('content-security-policy')]).toEqual([431, expect.stringContaining("base-uri 'none'")]);
    const body = JSON.stringify({ text: 'a'.repeat(1024 * 1024) });
    expect((await fetch(`${url}/api/v1/probe`, { method: 'POST', headers: mine, body })).status).toBe(413);
  });
});
