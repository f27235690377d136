import { Clock } from '#clock';
import { EntityManager } from '@mikro-orm/postgresql';
import type { DynamicModule } from '@nestjs/common';
import type { FeedState } from './borough-feed.js';
import { FeedServer, type FeedSettings } from './feed-server.js';

/** How each borough's feed stands here. */
export abstract class FeedStatus {
  abstract of(borough: string): FeedState;
}

/** The aggregator's end of the pipe; `imports` give Clock. The program connects FeedServer as a microservice's strategy. */
export class FeedModule {
  static forAggregator(settings: FeedSettings, imports: DynamicModule['imports'] = []): DynamicModule {
    return {
      module: FeedModule,
      global: true,
      imports,
      providers: [
        {
          provide: FeedServer,
          inject: [EntityManager, Clock],
          useFactory: (em: EntityManager, clock: Clock) => new FeedServer(settings, em, clock),
        },
        { provide: FeedStatus, useExisting: FeedServer },
      ],
      exports: [FeedServer, FeedStatus],
    };
  }
}
