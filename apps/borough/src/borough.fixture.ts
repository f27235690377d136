import { CountedIds, SetClock } from '#clock';
import { type HeldFor, KeptSession, type Role } from '#identity';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { freePort } from '../../../deploy/local/free-port.js';
import { newSigningKey, SIGNING_ALGORITHM } from '../../../deploy/local/identity/settings.js';
import { newSeed } from '../../../deploy/nats/nats-user.js';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { testNats, type TestNats } from '../../../test/support/nats.js';
import { gatherRoutes, type Routes } from '../../../test/support/routes.js';
import { importJWK, type JWK, SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { cookieName } from '../../../libs/identity/src/cookies.js';
import { Sessions } from '../../../libs/identity/src/sessions.js';
import { IdentitySettings } from '../../../libs/identity/src/settings.js';
import { RoleAssignment } from './access/role-assignment.entity.js';
import { NO_LIMITS, OFFICER, startIssuer, STRANGER } from './access/borough.fixture.js';
import type { MailSettings } from './mail/mail.settings.js';
import { readBoroughFile } from './borough.config.js';
import { boroughProgram } from './program.js';

/** The whole program of Westminster, asked as others ask it. */
export interface AskedBorough {
  readonly url: string;
  readonly database: TestDatabase;
  readonly clock: SetClock;
  readonly app: NestFastifyApplication;
  readonly nats: TestNats;
  readonly issuer: KnownIssuer;
  /** Every route that the program takes requests at, as `GET /grants/:grantId`, with the permission that it names. */
  readonly routes: Routes;
  /** A token of whoever the issuer knows by this subject. */
  token(subject: string): Promise<string>;
  /** Writes a role as the borough holds it. Returns its id. */
  hold(subject: string, role: Role, heldFor?: HeldFor | null): Promise<string>;
  /** Signs the subject in at a browser: the cookie to send, and what forms carry. */
  session(subject: string): Promise<{ readonly id: string; readonly name: string; readonly csrf: string }>;
  /** A token of the officer for the whole borough; of `housing` for that department alone; of `stranger` for someone without a role. */
  readonly tokens: { readonly officer: string; readonly housing: string; readonly stranger: string };
  /** Asks the API under /api/v1, with a token where one is given. */
  ask(method: string, path: string, given?: { token?: string; body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** What was answered as JSON; fields are looked at by the spec. */
  readonly json: Record<string, never> & { readonly items: Record<string, unknown>[]; readonly id: string };
}

const HOUSING_SUBJECT = 'person-housing';

/** The identity provider that a borough of the spec trusts, and the key it signs with. */
export interface KnownIssuer {
  readonly url: string;
  readonly key: JWK;
}

/** Starts the program on a database and a broker of its own, and on an issuer of its own where it does not share that of another. */
export async function askedBorough(
  now = '2026-11-20T12:00:00Z',
  { code = 'westminster', sharing, mail }: { readonly code?: string; readonly sharing?: KnownIssuer; readonly mail?: MailSettings } = {},
): Promise<AskedBorough> {
  const [port, nats] = [await freePort(), await testNats([code])];
  const url = `http://127.0.0.1:${port}`;
  const ownIssuer = sharing ? null : await newIssuer(url);
  const { url: issuer, key } = sharing ?? (ownIssuer as KnownIssuer);
  const database = await testDatabase('borough', { entities: [RoleAssignment, KeptSession] });
  const clock = new SetClock(now);
  const ids = new CountedIds();
  const hold: AskedBorough['hold'] = async (subject, role, heldFor = null) => {
    const assignment = RoleAssignment.give(ids.next(), { issuer, subject, name: subject, role, heldFor }, { subject: 'spec' }, clock.now());
    await database.em().persist(assignment).flush();
    return assignment.id;
  };
  await hold(OFFICER.subject, 'funding-officer');
  await hold(HOUSING_SUBJECT, 'funding-officer', { kind: 'department', key: 'housing' });
  const routes = gatherRoutes();
  const app = await boroughProgram(
    {
      borough: { ...readBoroughFile(`deploy/boroughs/${code}.yaml`), publicUrl: url, aggregatorUrl: 'http://aggregator.example' },
      port,
      databaseUrl: database.url,
      nats: { url: nats.url, seed: nats.seed(code) },
      headSeed: newSeed(),
      identity: {
        issuers: [{ issuer, clientId: code, clientSecret: 'a secret of the spec' }],
        cookieSecret: 'thirty-two characters or more, all of them',
        ...NO_LIMITS,
      },
      logLevel: 'silent',
      headIntervalMilliseconds: 1_000,
      looksForCases: 'never',
      ...(mail && { mail }),
    },
    clock,
  );
  await app.listen(port, '127.0.0.1');
  const token = async (sub: string) => {
    const seconds = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT({ iss: issuer, sub, aud: url, iat: seconds, exp: seconds + 86_400 })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid: key.kid ?? '' })
      .sign(await importJWK(key, SIGNING_ALGORITHM));
  };
  return {
    url,
    issuer: { url: issuer, key },
    database,
    clock,
    app,
    nats,
    routes,
    hold,
    async session(subject) {
      const id = await app.get(Sessions, { strict: false }).begin({ issuer, subject, name: subject }, undefined);
      const idHash = createHash('sha256').update(id).digest('base64url');
      const { csrf } = await database.em().findOneOrFail(KeptSession, idHash);
      return { id, name: cookieName(app.get(IdentitySettings, { strict: false }), 'session'), csrf };
    },
    token,
    tokens: { officer: await token(OFFICER.subject), housing: await token(HOUSING_SUBJECT), stranger: await token(STRANGER.subject) },
    ask: (method, path, given = {}) => ask(`${url}/api/v1/${path}`, method, given),
    async stop() {
      await app.close();
      await Promise.all([ownIssuer?.stop(), nats.remove(), database.drop()]);
    },
  };
}

async function newIssuer(url: string): Promise<KnownIssuer & { stop(): Promise<void> }> {
  const [port, key] = [await freePort(), await newSigningKey()];
  const provider = await startIssuer({ url, port, key });
  return { url: `http://127.0.0.1:${port}`, key, stop: () => provider.stop() };
}

async function ask(
  url: string,
  method: string,
  { token, body, headers = {} }: Parameters<AskedBorough['ask']>[2] & object,
): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body !== undefined && !isRaw ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (/json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : {}) as Answer['json'];
  return { status: answer.status, text, headers: answer.headers, json };
}
