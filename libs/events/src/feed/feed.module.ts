import { Clock } from '#clock';
import { EntityManager } from '@mikro-orm/postgresql';
import type { DynamicModule } from '@nestjs/common';
import type { FeedState } from './feed-state.js';
import { AggregatorRequestServer } from '../request-server.js';
import { BoroughQuestions } from './borough-questions.js';
import { FeedServer, type FeedSettings } from './feed-server.js';
import { ParkedRequestsController } from './parked-requests.controller.js';
import { ParkedEvents } from './parked.service.js';

/** How each borough's feed stands here. */
export abstract class FeedStatus {
  abstract of(borough: string): FeedState;
}

/** The aggregator's end of the pipe; `imports` give Clock. The program connects FeedServer and AggregatorRequestServer. */
export class FeedModule {
  static forAggregator(settings: FeedSettings, imports: DynamicModule['imports'] = []): DynamicModule {
    return {
      module: FeedModule,
      global: true,
      imports,
      controllers: [ParkedRequestsController],
      providers: [
        {
          provide: FeedServer,
          inject: [EntityManager, Clock],
          useFactory: (em: EntityManager, clock: Clock) => new FeedServer(settings, em, clock),
        },
        { provide: FeedStatus, useExisting: FeedServer },
        {
          provide: ParkedEvents,
          inject: [EntityManager, Clock],
          useFactory: (em: EntityManager, clock: Clock) => new ParkedEvents(em, clock),
        },
        {
          provide: BoroughQuestions,
          inject: [FeedServer],
          useFactory: (feed: FeedServer) => new BoroughQuestions(feed.nats),
        },
        {
          provide: AggregatorRequestServer,
          inject: [FeedServer],
          useFactory: (feed: FeedServer) => new AggregatorRequestServer(feed.nats),
        },
      ],
      exports: [FeedServer, FeedStatus, ParkedEvents, BoroughQuestions, AggregatorRequestServer],
    };
  }
}
