import { Module } from '@nestjs/common';
import { CompactRowsModule } from '../compacts/compact-rows.module.js';
import { MappingsApiController } from './mappings-api.controller.js';
import { MappingsController } from './mappings.controller.js';
import { MappingsProjection } from './mappings.projection.js';
import { MappingsQueries } from './mappings.queries.js';
import { MappingsService } from './mappings.service.js';

/** How the Compacts of all boroughs stand to what the network asks of everyone. */
@Module({
  imports: [CompactRowsModule],
  controllers: [MappingsController, MappingsApiController, MappingsProjection],
  providers: [MappingsQueries, MappingsService],
  exports: [MappingsQueries, MappingsService],
})
export class MappingsModule {}
