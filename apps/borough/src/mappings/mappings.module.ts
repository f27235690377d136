import { Module } from '@nestjs/common';
import { CompactsModule } from '../compacts/compacts.module.js';
import { DeclarationsModule } from '../declarations/declarations.module.js';
import { HistoryModule } from '../history/history.module.js';
import { TwoKeysModule } from '../two-keys/two-keys.module.js';
import { MappingsApiController } from './mappings-api.controller.js';
import { MappingsPageController } from './mappings-page.controller.js';
import { ChangedMappings } from './changed-mappings.queries.js';
import { MappingsQueries } from './mappings.queries.js';
import { MappingsService } from './mappings.service.js';

/** How the borough's Compact stands to what the network asks of everyone, as both chairs agree on it. */
@Module({
  imports: [CompactsModule, DeclarationsModule, HistoryModule, TwoKeysModule],
  controllers: [MappingsApiController, MappingsPageController],
  providers: [ChangedMappings, MappingsQueries, MappingsService],
  exports: [ChangedMappings, MappingsQueries],
})
export class MappingsModule {}
