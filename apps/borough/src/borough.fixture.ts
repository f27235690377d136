import { SetClock } from '#clock';
import { KeptSession } from '#identity';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { freePort } from '../../../deploy/local/free-port.js';
import { newSigningKey, SIGNING_ALGORITHM } from '../../../deploy/local/identity/settings.js';
import { newSeed } from '../../../deploy/nats/nats-user.js';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { testNats, type TestNats } from '../../../test/support/nats.js';
import type { FastifyInstance } from 'fastify';
import { importJWK, SignJWT } from 'jose';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { RoleAssignment } from './access/role-assignment.entity.js';
import { NO_LIMITS, OFFICER, startIssuer, STRANGER } from './access/borough.fixture.js';
import { readBoroughFile } from './borough.config.js';
import { boroughProgram } from './program.js';

/** The whole program of Westminster, asked as others ask it. */
export interface AskedBorough {
  readonly url: string;
  readonly database: TestDatabase;
  readonly clock: SetClock;
  readonly app: NestFastifyApplication;
  readonly nats: TestNats;
  /** A token of the officer for the whole borough; of `housing` for that department alone; of `stranger` for someone without a role. */
  /** Every route that the program takes requests at, as `GET /grants/:grantId`. */
  readonly routes: readonly string[];
  /** A token of whoever the issuer knows by this subject. */
  token(subject: string): Promise<string>;
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

/** Starts the program on a database, a broker and an issuer of its own. */
export async function askedBorough(now = '2026-11-20T12:00:00Z'): Promise<AskedBorough> {
  const [port, issuerPort, nats] = [await freePort(), await freePort(), await testNats(['westminster'])];
  const [url, issuer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${issuerPort}`];
  const key = await newSigningKey();
  const provider = await startIssuer({ url, port: issuerPort, key });
  const database = await testDatabase('borough', { entities: [RoleAssignment, KeptSession] });
  const clock = new SetClock(now);
  const give = (id: string, subject: string, departmentKey: string | null) =>
    RoleAssignment.give(
      `01980000-0000-7000-9000-00000000000${id}`,
      { issuer, subject, name: subject, role: 'funding-officer', departmentKey },
      'spec',
      clock.now(),
    );
  await database
    .em()
    .persist([give('1', OFFICER.subject, null), give('2', HOUSING_SUBJECT, 'housing')])
    .flush();
  const routes = gatherRoutes();
  const app = await boroughProgram(
    {
      borough: { ...readBoroughFile('deploy/boroughs/westminster.yaml'), publicUrl: url, aggregatorUrl: 'http://aggregator.example' },
      port,
      databaseUrl: database.url,
      nats: { url: nats.url, seed: nats.seed('westminster') },
      headSeed: newSeed(),
      identity: {
        issuers: [{ issuer, clientId: 'westminster', clientSecret: 'a secret of the spec' }],
        cookieSecret: 'thirty-two characters or more, all of them',
        ...NO_LIMITS,
      },
      logLevel: 'silent',
      headIntervalMilliseconds: 1_000,
    },
    clock,
  );
  await app.listen(port, '127.0.0.1');
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const token = async (sub: string) =>
    new SignJWT({ iss: issuer, sub, aud: url, iat: seconds, exp: seconds + 86_400 })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid: key.kid ?? '' })
      .sign(await importJWK(key, SIGNING_ALGORITHM));
  return {
    url,
    database,
    clock,
    app,
    nats,
    routes,
    token,
    tokens: { officer: await token(OFFICER.subject), housing: await token(HOUSING_SUBJECT), stranger: await token(STRANGER.subject) },
    ask: (method, path, given = {}) => ask(`${url}/api/v1/${path}`, method, given),
    async stop() {
      await app.close();
      await Promise.all([provider.stop(), nats.remove(), database.drop()]);
    },
  };
}

/** Gathers the routes of the next program that is made, whoever adds them. */
function gatherRoutes(): string[] {
  const routes: string[] = [];
  const made = (message: unknown): void => {
    unsubscribe('fastify.initialization', made);
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => void routes.push(...[method].flat().map((each) => `${each} ${url}`)));
  };
  subscribe('fastify.initialization', made);
  return routes;
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
