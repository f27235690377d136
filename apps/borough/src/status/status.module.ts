import { Module } from '@nestjs/common';
import { PipeMetrics } from './pipe-metrics.js';
import { StatusPageController } from './status-page.controller.js';
import { StatusQueries } from './status.queries.js';

@Module({ controllers: [StatusPageController], providers: [StatusQueries, PipeMetrics] })
export class StatusModule {}
