import { useApi } from '#api';
import { SetClock } from '#clock';
import { sql } from '#database';
import { BoroughQuestions, type FeedState, FeedStatus, NOTHING_HEARD, ParkedEvents } from '#events';
import { KeptSession } from '#identity';
import { usePages } from '#pages';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CheerioAPI, load } from 'cheerio';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { cookieName } from '../../../libs/identity/src/cookies.js';
import { Sessions } from '../../../libs/identity/src/sessions.js';
import { IdentitySettings } from '../../../libs/identity/src/settings.js';
import { gatherRoutes, type Routes } from '../../../test/support/routes.js';
import { AggregatorModule } from './aggregator.module.js';
import type { BoroughFile } from './boroughs/borough-files.js';
import { type Fact, tell } from './told.fixture.js';

const aBorough = (code: string, name: string): BoroughFile => ({
  code,
  name,
  body: { identifier: 'GB-LAE-XXX', name: `${name} Council` },
  placeCode: 'E09000001',
  agreedDays: { grants: 92, programmes: 400, organisations: 400, compacts: 400, commitments: 400, consultations: 400 },
  contact: { role: `Grants team of ${name}`, email: `grants@${code}.example` },
  publicUrl: code === 'westminster' ? 'https://grants.westminster.example' : null,
});

export const boroughs = [
  aBorough('hammersmith-and-fulham', 'Hammersmith and Fulham'),
  aBorough('kensington-and-chelsea', 'Kensington and Chelsea'),
  aBorough('westminster', 'Westminster'),
];

const PUBLIC_URL = 'http://127.0.0.1:4000';
const IDENTITY = {
  issuers: [{ issuer: 'http://127.0.0.1:1', clientId: 'aggregator', clientSecret: 'a secret of the spec' }],
  cookieSecret: 'thirty-two characters or more, all of them',
};

function noBroker(): Promise<never> {
  const none = Promise.reject(new Error('There is no broker'));
  none.catch(() => undefined);
  return none;
}

/** The feed's side of the story, as a test sets it. */
class SetFeed extends FeedStatus {
  readonly states = new Map<string, Partial<FeedState>>();

  of(borough: string): FeedState {
    return { ...NOTHING_HEARD, ...this.states.get(borough) };
  }
}

/** What boroughs answer for representatives, as a test sets it. A borough that is not there gives no answer, to any question. */
class SetAnswers extends BoroughQuestions {
  readonly names = new Map<string, Readonly<Record<string, string>>>();

  constructor() {
    super(noBroker());
  }

  override async ask(...[borough, request, ...asked]: Parameters<BoroughQuestions['ask']>): Promise<unknown> {
    const names = request === 'access.named' ? this.names.get(borough) : undefined;
    return names ? { names } : await super.ask(borough, request, ...asked);
  }
}

/** The whole program on a database of its own, with everything but the broker. */
export class TestAggregator {
  readonly clock = new SetClock('2026-05-12T09:00:00Z');
  readonly feed = new SetFeed();
  readonly answers = new SetAnswers();
  routes: Routes = new Map();
  private readonly told = new Map<string, number>();

  private constructor(
    readonly database: TestDatabase,
    private app: NestFastifyApplication,
  ) {}

  static async start(): Promise<TestAggregator> {
    const database = await testDatabase('aggregator', { entities: [KeptSession] });
    const aggregator = new TestAggregator(database, {} as NestFastifyApplication);
    const feed = {
      module: class FeedModule {},
      global: true,
      providers: [
        { provide: FeedStatus, useValue: aggregator.feed },
        // No borough says what a person may see: what is public is all that shows.
        { provide: BoroughQuestions, useValue: aggregator.answers },
        { provide: ParkedEvents, useValue: new ParkedEvents(database.em(), aggregator.clock) },
      ],
      exports: [FeedStatus, BoroughQuestions, ParkedEvents],
    };
    const parts = { boroughs, databaseUrl: database.url, clock: aggregator.clock, feed, publicUrl: PUBLIC_URL, identity: IDENTITY };
    const module = await AggregatorModule.of(parts);
    aggregator.routes = gatherRoutes();
    const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: ['error'] });
    await usePages(app);
    useApi(app, { title: 'Aggregator', description: 'A test.', audience: 'http://127.0.0.1:4000' });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    aggregator.app = app;
    return aggregator;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  /** Facts of one borough, after those it told before; and the head that says so. */
  async tell(borough: string, ...facts: Fact[]): Promise<void> {
    const from = (this.told.get(borough) ?? 0) + 1;
    await tell(this.database.em(), borough, facts, { from });
    this.told.set(borough, from + facts.length - 1);
    await this.isHeard(borough);
  }

  /** A head of the borough arrives now. */
  async isHeard(borough: string, { position = this.told.get(borough) ?? 0, completeness = complete('2026-05-12') } = {}): Promise<void> {
    const now = this.clock.now().toISOString();
    await sql(
      this.database.em(),
      `insert into borough_heads (borough, epoch, position, hash, completeness, published_at, received_at, interval_ms)
       values ($1, 1, $2, '', $3, $4, $4, 5000) on conflict (borough) do update set
         position = excluded.position, completeness = excluded.completeness, received_at = excluded.received_at`,
      [borough, position, JSON.stringify(completeness), now],
    );
    await sql(
      this.database.em(),
      `insert into feed_positions (projection_set, borough, epoch, position, hash, applied_at) values ('live', $1, 1, $2, '', $3)
       on conflict (projection_set, borough) do update set position = excluded.position, applied_at = excluded.applied_at`,
      [borough, this.told.get(borough) ?? 0, now],
    );
  }

  /** Who signs in, as their browser and their forms show it. */
  async session(subject: string): Promise<{ readonly cookie: string; readonly csrf: string }> {
    const person = { issuer: 'http://127.0.0.1:1', subject, name: subject };
    const id = await this.app.get(Sessions, { strict: false }).begin(person, undefined);
    const { csrf } = await this.database.em().findOneOrFail(KeptSession, { subject });
    return { cookie: `${cookieName(this.app.get(IdentitySettings, { strict: false }), 'session')}=${id}`, csrf };
  }

  /** One request, following nothing. */
  async ask(method: 'GET' | 'POST', url: string, headers: Record<string, string>, form?: Record<string, string>) {
    const payload = form && new URLSearchParams(form).toString();
    const type: Record<string, string> = payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    return this.app.inject({ method, url, headers: { ...type, ...headers }, ...(payload === undefined ? {} : { payload }) });
  }

  async get(url: string, accept = 'application/json') {
    return this.app.inject({ url, headers: { accept } });
  }

  /** A page that must be there. */
  async page(url: string, status = 200): Promise<CheerioAPI> {
    const { statusCode, body } = await this.get(url, 'text/html');
    if (statusCode !== status) throw new Error(`${url} answered ${statusCode}: ${load(body)('main').text().trim()}`);
    return load(body);
  }

  async json<T = { items: Record<string, unknown>[]; next: string | null }>(url: string, status = 200): Promise<T> {
    const { statusCode, body } = await this.get(url);
    if (statusCode !== status) throw new Error(`${url} answered ${statusCode}: ${body}`);
    return JSON.parse(body) as T;
  }
}

export type Completeness = Record<string, { completeTo: string; agreedDays: number } | null>;

export const complete = (completeTo: string): Completeness => ({
  grants: { completeTo, agreedDays: 92 },
  organisations: { completeTo, agreedDays: 400 },
  compacts: { completeTo, agreedDays: 400 },
  commitments: { completeTo, agreedDays: 400 },
  consultations: { completeTo, agreedDays: 400 },
  programmes: { completeTo, agreedDays: 400 },
});
