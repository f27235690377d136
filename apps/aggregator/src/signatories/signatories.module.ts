import { Module } from '@nestjs/common';
import { CompactRowsModule } from '../compacts/compact-rows.module.js';
import { SignatoriesApiController } from './signatories-api.controller.js';
import { SignatoriesProjection } from './signatories.projection.js';
import { SignatoriesQueries } from './signatories.queries.js';
import { SignatoriesService } from './signatories.service.js';

/** Who signed the Compacts. They are shown beside the Compact of their borough. */
@Module({
  imports: [CompactRowsModule],
  controllers: [SignatoriesApiController, SignatoriesProjection],
  providers: [SignatoriesQueries, SignatoriesService],
  exports: [SignatoriesService],
})
export class SignatoriesModule {}
