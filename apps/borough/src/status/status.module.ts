import { Module } from '@nestjs/common';
import { PublicationModule } from '../publication/publication.module.js';
import { OwnFreshnessService } from './own-freshness.service.js';
import { PipeMetrics } from './pipe-metrics.js';
import { StatusPageController } from './status-page.controller.js';
import { StatusQueries } from './status.queries.js';

@Module({
  imports: [PublicationModule],
  controllers: [StatusPageController],
  providers: [StatusQueries, PipeMetrics, OwnFreshnessService],
  exports: [OwnFreshnessService],
})
export class StatusModule {}
