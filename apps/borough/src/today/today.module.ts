import { Module } from '@nestjs/common';
import { ChangedResultsModule } from '../commitment-cases/changed-results.module.js';
import { HistoryModule } from '../history/history.module.js';
import { MappingsModule } from '../mappings/mappings.module.js';
import { StatusModule } from '../status/status.module.js';
import { Reminders } from './reminders.service.js';
import { TodayApiController } from './today-api.controller.js';
import { TodayPageController } from './today-page.controller.js';
import { TodayQueries } from './today.queries.js';

/** What waits for whoever is signed in. Each feature offers its own; this one only shows them, and lets a chair remind the other. */
@Module({
  imports: [ChangedResultsModule, HistoryModule, MappingsModule, StatusModule],
  controllers: [TodayApiController, TodayPageController],
  providers: [TodayQueries, Reminders],
})
export class TodayModule {}
