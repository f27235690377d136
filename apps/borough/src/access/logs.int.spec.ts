import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { load } from 'cheerio';
import { freePort } from '../../../../deploy/local/free-port.js';
import { newSigningKey } from '../../../../deploy/local/identity/settings.js';
import { newSeed } from '../../../../deploy/nats/nats-user.js';
import { loggedByPostgres, testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { testNats, type TestNats } from '../../../../test/support/nats.js';
import { inheritedEnvironment } from '../../../../test/support/test.config.js';
import { until } from '../../../../test/support/until.js';
import { SystemClock } from '#clock';
import { CLIENT_SECRET, ENTITIES, OFFICER, type RunningIssuer, signedToken, startIssuer } from './borough.fixture.js';
import { Browser } from './browser.fixture.js';
import { RoleAssignment } from './role-assignment.entity.js';

const COOKIE_SECRET = 'a secret of cookies that no line of a log may hold';

let url: string;
let issuer: string;
let provider: RunningIssuer;
let database: TestDatabase;
let nats: TestNats;
let program: ChildProcess;
let environment: Record<string, string>;
let written = '';
const key = await newSigningKey();

beforeAll(async () => {
  const [port, issuerPort] = [await freePort(), await freePort()];
  [url, issuer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${issuerPort}`];
  provider = await startIssuer({ url, port: issuerPort, key });
  database = await testDatabase('borough', { entities: ENTITIES });
  nats = await testNats(['westminster']);
  environment = {
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    NATS_SEED: nats.seed('westminster'),
    HEAD_SEED: newSeed(),
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'westminster',
    OIDC_CLIENT_SECRET: CLIENT_SECRET,
    COOKIE_SECRET,
    BOROUGH_FILE: 'deploy/boroughs/westminster.yaml',
    LOG_LEVEL: 'trace',
  };
  const env = { ...inheritedEnvironment(), ...environment };
  program = spawn(process.execPath, [resolve('dist/apps/borough/src/main.js')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [program.stdout, program.stderr]) stream?.on('data', (part: Buffer) => (written += part.toString()));
  await until(
    async () => (await fetch(`${url}/health/ready`).catch(() => null))?.ok ?? false,
    Boolean,
    () => written,
  );
});
afterAll(async () => {
  program.kill('SIGKILL');
  await Promise.all([provider.stop(), nats.remove(), database.drop()]);
});

const token = (claims: Record<string, unknown> = {}) => signedToken({ url, issuer, key, clock: new SystemClock() }, { claims });

/** What went over the wire and would let somebody in, to be looked for in what was written. */
async function everythingThatGoesWrong(): Promise<string[]> {
  const browser = new Browser();
  const choice = await browser.get(`${url}/sign-in?return=/account`);
  const [name = ''] = browser.named('compact_westminster_sign_in_');
  const flow = browser.cookie(name) ?? '';
  const body = new URLSearchParams({ person: OFFICER.key, action: 'sign-in' });
  const chosen = await browser.request(choice.url.href, { method: 'POST', body });
  const resumed = await browser.request(chosen.headers.get('location') ?? '');
  const callback = new URL(resumed.headers.get('location') ?? '');
  const wrong = new URL(callback);
  const other = new Browser();
  const asked = await other.request(`${url}/sign-in`);
  const begun = new URL(asked.headers.get('location') ?? '').searchParams.get('state') ?? '';
  wrong.searchParams.set('state', `${begun.slice(0, 8)}another`);
  await other.get(wrong.href);
  await new Browser().get(callback.href);
  await browser.request(callback.href);
  const session = browser.cookie('compact_westminster_session') ?? '';
  const account = await browser.get(`${url}/account`);
  const csrf = String(load(account.text)('input[name="_csrf"]').val());

  const tokens = [
    await token(),
    await token({ exp: 1 }),
    await token({ aud: 'another' }),
    await token({ iss: 'https://elsewhere.example' }),
  ];
  for (const bearer of tokens)
    await fetch(`${url}/api/v1/organisations`, { method: 'POST', headers: { authorization: `Bearer ${bearer}` } });
  for (const one of [await token({ jti: 'a' }), 'nonsense-of-a-logout-token']) {
    await fetch(`${url}/sign-out/back-channel`, { method: 'POST', body: new URLSearchParams({ logout_token: one }) });
    tokens.push(one);
  }
  await browser.post(`${url}/working-as`, { _csrf: csrf, role: 'funding-officer' });
  await browser.post(`${url}/sign-out`, { _csrf: csrf });
  const code = callback.searchParams.get('code') ?? '';
  const state = callback.searchParams.get('state') ?? '';
  const signatures = tokens.map((one) => one.split('.').at(-1) ?? '');
  return [session, flow, csrf, code, state, ...tokens, ...signatures];
}

test('of a row that the database refuses, the log names the rule and the table, and nothing that the row held', async () => {
  const clock = new SystemClock();
  const given = { issuer, subject: OFFICER.subject, name: OFFICER.name, role: 'funding-officer', heldFor: null } as const;
  const role = RoleAssignment.give('01980000-0000-7000-8000-000000000001', given, { subject: 'spec' }, clock.now());
  await database.em().persist(role).flush();
  const send = async (path: string, sent: object): Promise<{ status: number; id: string }> => {
    const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(sent) });
    return { status: answer.status, ...((await answer.json()) as { id: string }) };
  };
  const { id: organisation } = await send('organisations', { name: 'Singers', identifiers: ['GB-CHC-1000001'] });
  const award = { organisation, title: 'Singing', description: 'A choir.', awardedOn: clock.today(), amountAwardedPence: 800_00 };
  const { id: grant } = await send('grants', { ...award, department: 'communities' });
  const owner = await database.asOwner();
  await owner.query(`alter table payment_holds add constraint holds_of_the_spec check (reason !~ 'Canarysong')`);
  await owner.end();

  expect((await send(`grants/${grant}/payment-holds`, { reason: 'Canarysong: no accounts', from: clock.today() })).status).toBe(500);

  await until(
    () => Promise.resolve(written),
    (text) => text.includes('constraint holds_of_the_spec, table payment_holds'),
    () => written,
  );
  expect(written + loggedByPostgres()).not.toContain('Canarysong');
});

test('no line of the log holds what would let somebody in, also where signing in fails and tokens are refused', async () => {
  const secrets = await everythingThatGoesWrong();
  program.kill('SIGTERM');
  await once(program, 'exit');

  const said = ['Sign-in failed', 'A sign-out that the issuer tells was not taken'];
  expect(said.filter((line) => !written.includes(line))).toEqual([]);
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(10);
  const { OIDC_CLIENT_SECRET, NATS_SEED, HEAD_SEED, DATABASE_URL } = environment;
  const own = [OIDC_CLIENT_SECRET, COOKIE_SECRET, NATS_SEED, HEAD_SEED, DATABASE_URL].map(String);
  expect([...secrets, ...own].filter((secret) => written.includes(secret))).toEqual([]);
  expect(written).not.toMatch(/eyJ[\w-]{10}/);
  expect(written).not.toContain(OFFICER.name);
});
