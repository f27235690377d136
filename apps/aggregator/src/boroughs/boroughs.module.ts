import type { DynamicModule } from '@nestjs/common';
import { BoroughsApiController } from './boroughs-api.controller.js';
import type { BoroughFile } from './borough-files.js';
import { BoroughsController } from './boroughs.controller.js';
import { BOROUGHS, BoroughsService } from './boroughs.service.js';
import { IngestLag } from './ingest-lag.js';
import { SetAsideApiController } from './set-aside-api.controller.js';
import { SetAsideController } from './set-aside.controller.js';
import { SetAsideQueries } from './set-aside.queries.js';
import { PublishingDaysProjection } from './publishing-days.projection.js';

/** The boroughs of the network, and how fresh what they told is. Every other feature asks it. */
export class BoroughsModule {
  static forRoot(boroughs: readonly BoroughFile[]): DynamicModule {
    return {
      module: BoroughsModule,
      global: true,
      controllers: [BoroughsController, SetAsideController, BoroughsApiController, SetAsideApiController, PublishingDaysProjection],
      providers: [{ provide: BOROUGHS, useValue: boroughs }, BoroughsService, SetAsideQueries, IngestLag],
      exports: [BOROUGHS, BoroughsService],
    };
  }
}
