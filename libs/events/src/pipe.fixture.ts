import { Clock, Ids, SystemClock, TimeOrderedIds } from '#clock';
import { AliasAddedV1 } from '#contracts';
import { DatabaseModule, sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Controller, type INestApplication, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { TestDatabase } from '../../../test/support/database.js';
import { newSeed, publicKeyOf } from '../../../deploy/nats/nats-user.js';
import {
  AggregatorRequestServer,
  BoroughRequestServer,
  CompletenessOfRecords,
  FeedContext,
  type FeedEvent,
  FeedModule,
  FeedServer,
  Forgets,
  LIVE,
  Outbox,
  PipeModule,
  Projection,
} from './index.js';

/** The broker of a test, one server or a cluster. */
interface Broker {
  readonly url: string;
  readonly caFile?: string;
  seed(user: string): string;
}

export const BOROUGH = 'westminster';
export const SOURCE = 'http://borough.example';
export const HEAD_SEED = newSeed();
const clock = new SystemClock();
export const ids = new TimeOrderedIds(clock);

class Completeness extends CompletenessOfRecords {
  override read() {
    return Promise.resolve({ grants: { completeTo: '2026-11-22', agreedDays: 92 } });
  }
}

@Module({
  providers: [
    { provide: Clock, useValue: clock },
    { provide: Ids, useValue: ids },
    { provide: CompletenessOfRecords, useClass: Completeness },
  ],
  exports: [Clock, Ids, CompletenessOfRecords],
})
class Outside {}

async function start(module: Type, ...strategies: Type[]): Promise<INestApplication> {
  const app = await NestFactory.create(module, new FastifyAdapter(), { logger: false, abortOnError: false });
  for (const strategy of strategies) app.connectMicroservice({ strategy: app.get(strategy) });
  await app.startAllMicroservices();
  await app.init();
  return app;
}

/** A borough's end of the pipe, with nothing else of its program but what answers questions. */
export function startBoroughEnd(databaseUrl: string, nats: Broker, controllers: Type[] = []): Promise<INestApplication> {
  const settings = { borough: BOROUGH, source: SOURCE, databaseUrl, headSeed: HEAD_SEED, headIntervalMilliseconds: 1_000 };
  @Module({
    imports: [
      DatabaseModule.forRoot({ url: databaseUrl, entities: [] }),
      PipeModule.forBorough({ ...settings, nats: { ...nats, seed: nats.seed(BOROUGH) } }, [Outside]),
    ],
    controllers,
  })
  class BoroughModule {}
  return start(BoroughModule, BoroughRequestServer);
}

/** The aggregator's end, with the given projections. */
export function startAggregatorEnd(databaseUrl: string, nats: Broker, projections: Type[]): Promise<INestApplication> {
  @Module({
    imports: [
      Outside,
      DatabaseModule.forRoot({ url: databaseUrl, entities: [] }),
      FeedModule.forAggregator(
        {
          nats: { ...nats, seed: nats.seed('aggregator') },
          databaseUrl,
          projectionSet: LIVE,
          boroughs: [{ code: BOROUGH, headKeys: [publicKeyOf(HEAD_SEED)] }],
        },
        [Outside],
      ),
    ],
    controllers: projections,
  })
  class AggregatorModule {}
  return start(AggregatorModule, FeedServer, AggregatorRequestServer);
}

/** Notes each alias in the order it is told; one that says `poison` breaks the statement until it is mended. */
@Controller()
export class NotedAliasesProjection {
  static isMended = false;

  @Projection('noted-aliases-1', [AliasAddedV1])
  async apply(@Payload() run: FeedEvent<AliasAddedV1>[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await sql(
      await transaction,
      `insert into noted (borough, position, alias)
       select $1, position, case when alias = 'poison' and not $4 then (1 / (length(alias) - 6))::text else alias end
       from unnest($2::bigint[], $3::text[]) as event (position, alias)`,
      [borough, run.map(({ position }) => position), run.map(({ data }) => data.alias), NotedAliasesProjection.isMended],
    );
  }

  @Forgets('noted-aliases-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await sql(await transaction, 'delete from noted where borough = $1', [borough]);
  }
}

/** The table of the noted aliases. */
export async function makeNoted(database: TestDatabase): Promise<void> {
  const owner = await database.asOwner();
  await owner.query('create table noted (borough text, position bigint, alias text, primary key (borough, position))');
  await owner.query('grant all on noted to public');
  await owner.end();
}

/** Tells aliases of one organisation in one transaction; `between` happens in it after they were told. */
export async function tellAliases(
  borough: INestApplication,
  aliases: readonly string[],
  subject = ids.next(),
  between?: (em: EntityManager) => Promise<void>,
): Promise<void> {
  const em = borough.get(EntityManager).fork();
  await em.transactional(async (transaction) => {
    await borough.get(Outbox).add(
      transaction as EntityManager,
      aliases.map((alias) => ({ contract: AliasAddedV1, subject, data: { ...AliasAddedV1.sample, alias } })),
    );
    await between?.(transaction as EntityManager);
  });
}
