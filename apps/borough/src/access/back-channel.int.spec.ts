import { KeptSession } from '#identity';
import { randomUUID } from 'node:crypto';
import { newSigningKey } from '../../../../deploy/local/identity/settings.js';
import { OFFICER, signedToken, startBorough, STRANGER, type TestBorough } from './borough.fixture.js';
import { Browser } from './browser.fixture.js';

const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };

let borough: TestBorough;
beforeAll(async () => {
  borough = await startBorough();
});
afterAll(() => borough.stop());

const seconds = (later = 0): number => Math.floor(borough.clock.now().getTime() / 1000) + later;
const signedInPeople = async () => (await borough.database.em().find(KeptSession, {})).map(({ subject }) => subject).sort();

/** What the issuer sends to say that the officer signed out, with what the spec makes different about it. */
function logoutToken(
  claims: Record<string, unknown> = {},
  { typ = 'logout+jwt', ...rest }: Parameters<typeof signedToken>[1] & { typ?: string } = {},
) {
  return signedToken(borough, { claims: { aud: 'westminster', jti: randomUUID(), events: EVENTS, ...claims }, header: { typ }, ...rest });
}

async function tell(token: string | undefined): Promise<{ status: number; text: string; kept: string | null }> {
  const body = new URLSearchParams(token === undefined ? {} : { logout_token: token });
  const answer = await fetch(`${borough.url}/sign-out/back-channel`, { method: 'POST', body });
  return { status: answer.status, text: await answer.text(), kept: answer.headers.get('cache-control') };
}

beforeEach(async () => {
  await borough.database.em().nativeDelete(KeptSession, {});
  await borough.signIn(new Browser(), OFFICER);
  await borough.signIn(new Browser(), OFFICER);
  await borough.signIn(new Browser(), STRANGER);
});

describe('when the issuer tells that a person signed out', () => {
  test('all their sessions end, and nobody else’s', async () => {
    expect(await tell(await logoutToken())).toEqual({ status: 200, text: '', kept: 'no-store' });
    expect(await signedInPeople()).toEqual([STRANGER.subject]);
  });

  test('from one session there, only what belongs to it ends', async () => {
    const em = borough.database.em();
    const [first] = await em.find(KeptSession, { subject: OFFICER.subject });
    await em.nativeUpdate(KeptSession, { idHash: first?.idHash ?? '' }, { issuerSession: 'session-1' });

    expect((await tell(await logoutToken({ sid: 'session-1' }))).status).toBe(200);
    expect(await signedInPeople()).toEqual([OFFICER.subject, STRANGER.subject]);
    expect((await tell(await logoutToken({ sid: 'session-2', sub: undefined }))).status).toBe(200);
    expect(await signedInPeople()).toHaveLength(2);
  });
});

describe('nobody is signed out by a token', () => {
  const NOT_OURS = 'not one of our identity provider';
  test.each<[string, () => Promise<string | undefined>, string]>([
    ['that is missing', async () => undefined, 'no logout_token'],
    ['that is none', async () => 'nonsense', NOT_OURS],
    ['for another service', () => logoutToken({ aud: 'camden' }), 'for another service'],
    ['for the API', () => logoutToken({ aud: borough.url }), 'for another service'],
    ['of another issuer', () => logoutToken({ iss: 'https://elsewhere.example' }), 'iss'],
    ['that says of no sign-out', () => logoutToken({ events: undefined }), 'events'],
    ['that says of something else', () => logoutToken({ events: { 'https://elsewhere.example/event': {} } }), 'no sign-out'],
    ['that is a proof of sign-in', () => logoutToken({ nonce: 'a' }), 'nonce'],
    ['of another kind', () => logoutToken({}, { typ: 'at+jwt' }), 'another kind'],
    ['of no kind', () => logoutToken({}, { typ: 'JWT' }), 'another kind'],
    ['that names nobody', () => logoutToken({ sub: undefined }), 'of nobody'],
    ['without an id of its own', () => logoutToken({ jti: undefined }), 'jti'],
    ['without its time', () => logoutToken({ iat: undefined }), 'iat'],
    ['from long ago', () => logoutToken({ iat: seconds(-400) }), 'expired'],
    ['that has expired', () => logoutToken({ exp: seconds(-40) }), 'expired'],
    ['signed by another key', async () => logoutToken({}, { by: await newSigningKey() }), NOT_OURS],
  ])('%s', async (_which, token, reason) => {
    const answer = await tell(await token());
    expect([answer.status, answer.kept]).toEqual([400, 'no-store']);
    expect(JSON.parse(answer.text)).toEqual({ error: 'invalid_request', error_description: expect.stringContaining(reason) });
    expect(await signedInPeople()).toHaveLength(3);
  });

  test('that was taken already', async () => {
    const token = await logoutToken();
    expect((await tell(token)).status).toBe(200);
    await borough.signIn(new Browser(), OFFICER);
    expect(await tell(token)).toMatchObject({ status: 400, text: expect.stringContaining('taken already') });
    expect(await signedInPeople()).toEqual([OFFICER.subject, STRANGER.subject]);
  });
});
