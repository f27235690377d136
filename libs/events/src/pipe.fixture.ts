import { Clock, Ids, SystemClock, TimeOrderedIds } from '#clock';
import { DatabaseModule } from '#database';
import { type INestApplication, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { TestNats } from '../../../test/support/nats.js';
import { AggregatorRequestServer, BoroughRequestServer, CompletenessOfRecords, FeedModule, FeedServer, PipeModule } from './index.js';

export const BOROUGH = 'westminster';
export const SOURCE = 'http://borough.example';
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

/** A borough's end of the pipe, with nothing else of its program. */
export function startBoroughEnd(databaseUrl: string, nats: TestNats): Promise<INestApplication> {
  const settings = { borough: BOROUGH, source: SOURCE, databaseUrl, headIntervalMilliseconds: 1_000 };
  @Module({
    imports: [
      DatabaseModule.forRoot({ url: databaseUrl, entities: [] }),
      PipeModule.forBorough({ ...settings, nats: { url: nats.url, seed: nats.seed(BOROUGH) } }, [Outside]),
    ],
  })
  class BoroughModule {}
  return start(BoroughModule, BoroughRequestServer);
}

/** The aggregator's end, with the given projections. */
export function startAggregatorEnd(databaseUrl: string, nats: TestNats, projections: Type[]): Promise<INestApplication> {
  @Module({
    imports: [
      Outside,
      DatabaseModule.forRoot({ url: databaseUrl, entities: [] }),
      FeedModule.forAggregator({ nats: { url: nats.url, seed: nats.seed('aggregator') }, boroughs: [BOROUGH] }, [Outside]),
    ],
    controllers: projections,
  })
  class AggregatorModule {}
  return start(AggregatorModule, FeedServer, AggregatorRequestServer);
}
