import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { ClausesController } from './clauses.controller.js';
import { CompactStepsController } from './compact-steps.controller.js';
import { CompactsApiController } from './compacts-api.controller.js';
import { CompactsPageController } from './compacts-page.controller.js';
import { CompactsQueries } from './compacts.queries.js';
import { CompactsService } from './compacts.service.js';

@Module({
  imports: [HistoryModule],
  controllers: [CompactsPageController, ClausesController, CompactStepsController, CompactsApiController],
  providers: [CompactsQueries, CompactsService],
})
export class CompactsModule {}
