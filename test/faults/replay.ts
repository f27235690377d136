import 'reflect-metadata';
import { SystemClock } from '#clock';
import { migrate, openDatabase } from '#database';
import {
  BoroughQuestions,
  envelopeText,
  FEED,
  type FeedContext,
  type FeedEvent,
  FeedStatus,
  genesisOf,
  LIVE,
  NOTHING_HEARD,
  ParkedEvents,
  type ProjectionExtras,
} from '#events';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { EntityManager } from '@mikro-orm/postgresql';
import { NestFactory } from '@nestjs/core';
import { CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { AggregatorModule } from '../../apps/aggregator/src/aggregator.module.js';
import { readBoroughFiles } from '../../apps/aggregator/src/boroughs/borough-files.js';
import { migrations } from '../../apps/aggregator/src/migrations/index.js';
import type { LoggedEvent } from '../../libs/events/src/envelope.js';
import { Applier, type FeedPlace } from '../../libs/events/src/feed/applier.js';
import { checked } from '../../libs/events/src/feed/checked-event.js';
import type { Handler } from '../../libs/events/src/feed/told-run.js';

const RUN = 500;

/** Takes the aggregator's projections from the program itself, so that none is forgotten, and reads nothing. */
class Projections extends Server implements CustomTransportStrategy {
  override readonly transportId = FEED;
  readonly all: Handler[] = [];

  override addHandler(pattern: string, callback: MessageHandler, _isEventHandler?: boolean, extras?: ProjectionExtras): void {
    if (extras?.forgets !== undefined) return; // Nothing is taken away in a replay.
    this.all.push({
      name: pattern,
      types: new Set(extras?.types ?? []),
      forget: async () => {},
      handle: async (run: readonly FeedEvent[], context: FeedContext) => {
        await lastValueFrom(this.transformToObservable(await callback(run, context)), { defaultValue: undefined });
      },
    });
  }

  listen(started: () => void): void {
    started();
  }

  close(): void {}

  on(): never {
    throw new Error('This transport tells no events of its own');
  }

  unwrap<T>(): T {
    return null as T;
  }
}

export interface ReplaySettings {
  /** An empty database, as whoever may make tables in it. */
  readonly url: string;
  readonly boroughsFolder: string;
  /** The log of each borough, whole. */
  readonly logs: ReadonlyMap<string, readonly LoggedEvent[]>;
}

/** Builds the aggregator's rows anew in an empty database: every event of every borough in one go, past the network. */
export async function replay({ url, boroughsFolder, logs }: ReplaySettings): Promise<void> {
  await migrate({ ownerUrl: url, appUrl: url, migrations });
  const projections = new Projections();
  const clock = new SystemClock();
  const feed = {
    module: class NoFeed {},
    global: true,
    providers: [
      { provide: FeedStatus, useValue: { of: () => NOTHING_HEARD } },
      { provide: BoroughQuestions, useValue: new BoroughQuestions(new Promise(() => undefined)) },
      { provide: ParkedEvents, inject: [EntityManager], useFactory: (em: EntityManager) => new ParkedEvents(em, clock) },
    ],
    exports: [FeedStatus, BoroughQuestions, ParkedEvents],
  };
  const module = await AggregatorModule.of({ boroughs: readBoroughFiles(boroughsFolder), databaseUrl: url, clock, feed });
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: ['error'], abortOnError: false });
  app.connectMicroservice({ strategy: projections });
  const orm = await openDatabase({ url, entities: [] });
  try {
    await app.startAllMicroservices();
    const applier = new Applier(orm.em, clock, LIVE, () => projections.all);
    for (const [borough, log] of logs) await applyAll(applier, borough, log);
  } finally {
    await orm.close(true);
    await app.close();
  }
}

async function applyAll(applier: Applier, borough: string, log: readonly LoggedEvent[]): Promise<void> {
  let place: FeedPlace = await applier.place(borough);
  let hash = genesisOf(borough);
  for (let from = 0; from < log.length; from += RUN) {
    const run = log.slice(from, from + RUN).map((event) => {
      const verdict = checked(borough, hash, { position: event.position, text: envelopeText('', event) });
      hash = verdict.hash;
      return verdict;
    });
    place = await applier.apply(place, applier.tell(borough, run));
  }
}
