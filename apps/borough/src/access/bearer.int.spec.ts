import { SystemClock } from '#clock';
import { newSigningKey } from '../../../../deploy/local/identity/settings.js';
import { OFFICER, signedToken, startBorough, STRANGER, type TestBorough } from './borough.fixture.js';
import { Browser } from './browser.fixture.js';
import { RoleAssignment } from './role-assignment.entity.js';

let borough: TestBorough;
beforeAll(async () => {
  borough = await startBorough();
  await borough.give(OFFICER);
});
afterAll(() => borough.stop());

interface Answer {
  readonly actor?: unknown;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly challenge: string | null;
  readonly type: string | null;
}

async function write(given: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${borough.url}/api/v1/probe`, { method: 'POST', headers: given });
  const { status, headers } = response;
  const answer = (await response.json()) as Answer;
  return { ...answer, status, challenge: headers.get('www-authenticate'), type: headers.get('content-type') };
}

async function withToken(token: string | Promise<string>): Promise<Answer> {
  return await write({ authorization: `Bearer ${await token}` });
}

async function refused(token: string | Promise<string>, reason: string): Promise<void> {
  const answer = await withToken(token);
  expect(answer).toMatchObject({ status: 401, code: 'bad-token', detail: expect.stringContaining(reason), type: PROBLEM });
  expect(answer.challenge).toMatch(/^Bearer realm="westminster", error="invalid_token", error_description="/);
}

const claims = (subject = OFFICER.subject): object => ({ iss: borough.issuer, sub: subject, aud: borough.url, exp: seconds(600) });
const askedForKeys = (): number => borough.provider.asked.filter((path) => path === '/jwks').length;
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const PROBLEM = expect.stringMatching(/^application\/problem\+json/) as string;
const seconds = (later = 0): number => Math.floor(new SystemClock().now().getTime() / 1000) + later;

test('a token of the issuer for this service lets a person act in the role that the borough gave', async () => {
  expect(await withToken(signedToken(borough))).toMatchObject({
    status: 201,
    actor: { issuer: borough.issuer, subject: 'person-1', name: OFFICER.name, role: 'funding-officer', heldFor: null },
  });
});

test('a person whom the borough gave no role is refused by the borough, whatever the token says', async () => {
  const token = signedToken(borough, { claims: { sub: STRANGER.subject, role: 'funding-officer', roles: ['funding-officer'] } });
  expect(await withToken(token)).toMatchObject({ status: 403, code: 'not-allowed', type: PROBLEM });
});

test('a header may choose the role, and only one that is held', async () => {
  const authorization = `Bearer ${await signedToken(borough)}`;
  expect(await write({ authorization, 'working-as': 'funding-officer' })).toMatchObject({ status: 201 });
  expect(await write({ authorization, 'working-as': 'funding-officer:housing' })).toMatchObject({ status: 403, code: 'not-allowed' });
});

test('of several roles that fit, what writes names one; what reads need not', async () => {
  const second = await borough.give(OFFICER, { department: 'environment' });
  const authorization = `Bearer ${await signedToken(borough)}`;
  expect(await write({ authorization })).toMatchObject({
    status: 400,
    code: 'role-not-named',
    detail: expect.stringContaining('Name one in the header Working-As: funding-officer or funding-officer:environment.'),
  });
  expect(await write({ authorization, 'working-as': 'funding-officer:environment' })).toMatchObject({ status: 201 });
  const em = borough.database.em();
  (await em.findOneOrFail(RoleAssignment, second.id)).end({ subject: 'spec' }, borough.clock.now());
  await em.flush();
  expect(await write({ authorization })).toMatchObject({ status: 201 });
});

test('a session is no token: the API takes no cookie', async () => {
  const browser = new Browser();
  await borough.signIn(browser, OFFICER);
  const answer = await browser.request(`${borough.url}/api/v1/probe`, { method: 'POST' });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="westminster"');
  const encoded = await browser.request(`${borough.url}/%61pi/v1/probe`, { method: 'POST' });
  expect(encoded.status).toBe(401);
});

test('public data is read without a token, and a bad token is said to be bad there, too', async () => {
  expect(await (await fetch(`${borough.url}/api/v1/probe`)).json()).toEqual({ person: null });
  const answer = await fetch(`${borough.url}/api/v1/probe`, { headers: { authorization: 'Bearer nonsense' } });
  expect(answer.status).toBe(401);
});

describe('a token is refused', () => {
  test('for another service', async () => {
    await refused(signedToken(borough, { claims: { aud: 'http://127.0.0.1:4001' } }), 'for another service');
    await refused(signedToken(borough, { claims: { aud: undefined } }), 'for another service');
  });

  test('that has expired, or never does', async () => {
    await refused(signedToken(borough, { claims: { exp: seconds(-60) } }), 'expired');
    await refused(signedToken(borough, { claims: { exp: undefined } }), 'exp');
  });

  test('that is not valid yet', async () => {
    await refused(signedToken(borough, { claims: { nbf: seconds(120) } }), 'nbf');
  });

  test('only where its times lie further off than clocks may differ', async () => {
    expect(await withToken(signedToken(borough, { claims: { exp: seconds(-20) } }))).toMatchObject({ status: 201 });
    expect(await withToken(signedToken(borough, { claims: { nbf: seconds(20) } }))).toMatchObject({ status: 201 });
    await refused(signedToken(borough, { claims: { exp: seconds(-40) } }), 'expired');
    await refused(signedToken(borough, { claims: { nbf: seconds(40) } }), 'nbf');
  });

  test('by another issuer', async () => {
    await refused(signedToken(borough, { claims: { iss: 'https://elsewhere.example' } }), 'iss');
  });

  test('without a subject', async () => {
    await refused(signedToken(borough, { claims: { sub: undefined } }), 'sub');
  });

  test('without a signature', async () => {
    await refused(`${part({ alg: 'none' })}.${part(claims())}.`, 'not one of our identity provider');
  });

  test('signed with the public key as if it were a secret', async () => {
    const { kty, crv, x, y } = borough.key;
    const by = { kty: 'oct', k: part({ kty, crv, x, y }) };
    await refused(signedToken(borough, { by, header: { alg: 'HS256' } }), 'not one of our identity provider');
  });

  test('by a key that the issuer does not know', async () => {
    const other = await newSigningKey();
    await refused(signedToken(borough, { by: other, header: { kid: other.kid } }), 'not one of our identity provider');
  });

  test('by unknown keys without asking for the keys each time', async () => {
    const before = askedForKeys();
    for (const kid of ['one', 'two', 'three', 'four']) {
      await refused(signedToken(borough, { header: { kid } }), 'not one of our identity provider');
    }
    expect(askedForKeys() - before).toBeLessThanOrEqual(1);
    expect(askedForKeys()).toBeGreaterThan(0);
  });

  test("by another key under the name of the issuer's", async () => {
    await refused(signedToken(borough, { by: await newSigningKey() }), 'not one of our identity provider');
  });

  test('that was changed on its way', async () => {
    const [head, , signature] = (await signedToken(borough)).split('.');
    await refused(`${head}.${part(claims(STRANGER.subject))}.${signature}`, 'not one of our identity provider');
  });

  test('longer than any we give', async () => {
    await refused(`${'a'.repeat(8200)}`, 'too long');
  });

  test('in a header that does not read as one', async () => {
    expect(await write({ authorization: 'Basic b2ZmaWNlcjpzZWNyZXQ=' })).toMatchObject({ status: 401, code: 'bad-token' });
  });
});
