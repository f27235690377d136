import { Clock, Ids, SetClock, SystemClock, TimeOrderedIds } from '#clock';
import { DatabaseModule } from '#database';
import {
  type Actor,
  IdentityModule,
  type IdentityModuleOptions,
  KeptSession,
  type Person,
  Public,
  Requires,
  type Role,
  RoleDirectory,
  SignedIn,
  WorkingAs,
} from '#identity';
import { PagesModule, type ServerLimits, serverOptions, TakesUpload, type UploadedFile, usePages } from '#pages';
import { Body, Controller, type DynamicModule, Get, Post, Req, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { type JWK, SignJWT, importJWK } from 'jose';
import { freePort } from '../../../../deploy/local/free-port.js';
import { identityProvider } from '../../../../deploy/local/identity/provider.js';
import { identityServer } from '../../../../deploy/local/identity/server.js';
import { type IdentityClient, newSigningKey, SIGNING_ALGORITHM } from '../../../../deploy/local/identity/settings.js';
import type { DemonstrationPerson } from '../../../../deploy/local/people.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { Borough } from '../borough.js';
import { BoroughRoles } from './borough-roles.js';
import { Browser, type Answer } from './browser.fixture.js';
import { RoleAssignment } from './role-assignment.entity.js';

@Public()
@Controller()
export class HomeProbe {
  @Get()
  home(@SignedIn() person: Person | null) {
    return { person };
  }
}

@Requires('grants.award')
@Controller('probe')
export class PageProbe {
  @Get()
  form(@WorkingAs() actor: Actor, @Req() request: FastifyRequest) {
    return { actor, csrf: request.csrfToken() };
  }

  @Post()
  submit(@WorkingAs() actor: Actor, @Body() form: Record<string, string>) {
    return { actor, form };
  }

  @TakesUpload()
  @Post('upload')
  upload(@Body() { file }: { file: UploadedFile }) {
    return { size: file.bytes.length };
  }
}

@Requires('grants.award')
@Controller('api/v1/probe')
export class ApiProbe {
  @Public()
  @Get()
  read(@SignedIn() person: Person | null) {
    return { person };
  }

  @Post()
  write(@WorkingAs() actor: Actor) {
    return { actor };
  }
}

export const PROBES: Type[] = [HomeProbe, PageProbe, ApiProbe];

const CODE = 'westminster';
/** A program of the borough that imports, and its name at the identity provider. */
export const MACHINE = 'westminster-import-machine';
/** The clock of a spec stands still, so that its minute never ends. */
export const NO_LIMITS = { signInsPerMinute: 1_000_000, writesPerMinute: 1_000_000, readsPerMinute: 1_000_000 };
export const CLIENT_SECRET = 'a secret of the spec';
/** The body whose departments are the borough's own. */
export const BODY = 'GB-LAE-WSM';
export const ENTITIES = [RoleAssignment, KeptSession];

export const OFFICER: DemonstrationPerson = {
  key: 'officer',
  subject: 'person-1',
  name: 'Westminster funding officer',
  roles: [{ borough: CODE, role: 'funding-officer' }],
};
export const STRANGER: DemonstrationPerson = { ...OFFICER, key: 'stranger', subject: 'person-2', name: 'Fulham funding officer' };

export interface TestBorough {
  readonly url: string;
  readonly issuer: string;
  readonly provider: RunningIssuer;
  readonly database: TestDatabase;
  readonly clock: SetClock;
  readonly key: JWK;
  /** The whole walk: to the identity provider, choose, and back. */
  signIn(browser: Browser, person: DemonstrationPerson, returnTo?: string): Promise<Answer>;
  /** Writes a role as the borough holds it. */
  give(
    person: DemonstrationPerson,
    given?: { readonly issuer?: string; readonly role?: Role; readonly department?: string },
  ): Promise<RoleAssignment>;
  stop(): Promise<void>;
}

/** A small program with the borough's real sign-in, roles, sessions and pages, its own database and identity provider. */
export async function startBorough(controllers: Type[] = PROBES, neighbours: readonly IdentityClient[] = []): Promise<TestBorough> {
  const [port, issuerPort] = [await freePort(), await freePort()];
  const [url, issuer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${issuerPort}`];
  const key = await newSigningKey();
  const provider = await startIssuer({ url, port: issuerPort, key, neighbours });
  const database = await testDatabase('borough', { entities: ENTITIES });
  const clock = new SetClock(new SystemClock().now());
  const app = await program({ url, issuer, clock, database: database.url, controllers });
  await app.listen(port, '127.0.0.1');
  return {
    url,
    issuer,
    provider,
    database,
    clock,
    key,
    async signIn(browser, person, returnTo = '/') {
      const choice = await browser.get(`${url}/sign-in?return=${encodeURIComponent(returnTo)}`);
      return await browser.post(choice.url.href, { person: person.key, action: 'sign-in' });
    },
    async give({ subject, name }, { issuer: of = issuer, role = 'funding-officer', department } = {}) {
      const ids = new TimeOrderedIds(clock);
      const heldFor = department === undefined ? null : ({ kind: 'department', key: department } as const);
      const wanted = { issuer: of, subject, name, role, heldFor };
      const assignment = RoleAssignment.give(ids.next(), wanted, { subject: 'spec' }, clock.now());
      await database.em().persist(assignment).flush();
      return assignment;
    },
    async stop() {
      await app.close();
      await provider.stop();
      await database.drop();
    },
  };
}

export interface RunningIssuer {
  /** The paths it was asked for. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

export interface IssuerToStart extends Pick<IdentityClient, 'url' | 'callbackPath'> {
  readonly port: number;
  readonly key: JWK;
  /** Other services that it knows. */
  readonly neighbours?: readonly IdentityClient[];
}

/** The identity provider of the local network on a port of its own. */
export async function startIssuer({ port, key, neighbours = [], ...service }: IssuerToStart): Promise<RunningIssuer> {
  const clients = [{ id: CODE, secret: CLIENT_SECRET, name: 'Westminster', ...service }, ...neighbours];
  const machines = [{ id: MACHINE, secret: CLIENT_SECRET, name: 'Import machine', url: service.url, scope: 'grants.import' }];
  const issuer = `http://127.0.0.1:${port}`;
  const settings = { issuer, port, key, cookieKey: 'a key of the spec', clients, machines, boroughsFolder: '' };
  const people = [OFFICER, STRANGER];
  const server = identityServer(identityProvider(settings, people), people);
  const asked: string[] = [];
  server.on('request', (request) => asked.push(request.url ?? ''));
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

interface ProgramSettings {
  readonly code?: string;
  readonly url: string;
  readonly issuer: string;
  /** Where there are several; without them, the one that `issuer` names. */
  readonly issuers?: IdentityModuleOptions['issuers'];
  readonly clock: Clock;
  readonly database: string;
  readonly controllers: Type[];
  readonly limits?: Pick<IdentityModuleOptions, 'signInsPerMinute' | 'writesPerMinute' | 'readsPerMinute'>;
  readonly server?: ServerLimits;
}

/** The program, created and not yet listening. */
export async function program(settings: ProgramSettings): Promise<NestFastifyApplication> {
  const { code = CODE, url, issuer, issuers, clock, database, controllers, limits, server } = settings;
  class TimeModule {}
  class ProbeModule {}
  const time: DynamicModule = {
    module: TimeModule,
    global: true,
    providers: [
      { provide: Clock, useValue: clock },
      { provide: Ids, useValue: new TimeOrderedIds(clock) },
      { provide: Borough, useValue: { body: { identifier: BODY, name: 'City of Westminster' }, bodies: [] } },
    ],
    exports: [Clock, Ids, Borough],
  };
  const root: DynamicModule = {
    module: ProbeModule,
    controllers,
    imports: [
      time,
      await DatabaseModule.forRoot({ url: database, entities: ENTITIES, connections: 4 }),
      PagesModule.forRoot({
        serviceName: 'Grants',
        code,
        templateFolders: [`${import.meta.dirname}/..`],
        navigation: [],
        statement: { bodyName: 'City of Westminster', contact: { role: 'The partnership office' }, personalData: [] },
      }),
      IdentityModule.forRoot({
        code,
        publicUrl: url,
        issuers: issuers ?? [{ issuer, clientId: code, clientSecret: CLIENT_SECRET }],
        cookieSecret: 'thirty-two characters or more, all of them',
        ...(limits ?? NO_LIMITS),
        rolesGivenBy: 'the partnership office of City of Westminster',
        roles: { provide: RoleDirectory, useClass: BoroughRoles },
      }),
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(serverOptions(server)), {
    logger: false,
    abortOnError: false,
  });
  await usePages(app);
  return app;
}

/** A token as the identity provider signs them, with what the spec makes different about it. */
export async function signedToken(
  { issuer, url, key, clock }: Pick<TestBorough, 'issuer' | 'url' | 'key'> & { readonly clock: Clock },
  { claims = {}, header = {}, by = key }: { claims?: Record<string, unknown>; header?: Record<string, unknown>; by?: JWK } = {},
): Promise<string> {
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const payload = { iss: issuer, sub: OFFICER.subject, aud: url, iat: seconds, exp: seconds + 600, ...claims };
  return await new SignJWT(payload)
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid: key.kid ?? '', ...header })
    .sign(await importJWK(by, String(header.alg ?? SIGNING_ALGORITHM)));
}
