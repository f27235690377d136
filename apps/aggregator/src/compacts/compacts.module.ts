import { Module } from '@nestjs/common';
import { CompactsApiController } from './compacts-api.controller.js';
import { CompactsController } from './compacts.controller.js';
import { CompactsProjection } from './compacts.projection.js';
import { CompactsQueries } from './compacts.queries.js';
import { CompactsService } from './compacts.service.js';

@Module({
  controllers: [CompactsController, CompactsApiController, CompactsProjection],
  providers: [CompactsQueries, CompactsService],
})
export class CompactsModule {}
