import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { MappingsModule } from '../mappings/mappings.module.js';
import { CheckInsApiController } from './check-ins-api.controller.js';
import { CheckInsPageController } from './check-ins-page.controller.js';
import { ClausesController } from './clauses.controller.js';
import { CompactStepsController } from './compact-steps.controller.js';
import { CompactsApiController } from './compacts-api.controller.js';
import { CompactsModule } from './compacts.module.js';
import { CompactsPageController } from './compacts-page.controller.js';

/** The pages of the Compact, which show beside each clause how it stands to what the network asks of everyone. */
@Module({
  imports: [CompactsModule, HistoryModule, MappingsModule],
  controllers: [
    CompactsPageController,
    CheckInsPageController,
    CheckInsApiController,
    ClausesController,
    CompactStepsController,
    CompactsApiController,
  ],
})
export class CompactPagesModule {}
