import { Module } from '@nestjs/common';
import { MappingsModule } from '../mappings/mappings.module.js';
import { ComparedCasesQueries } from './compared-cases.queries.js';
import { ComparisonApiController } from './comparison-api.controller.js';
import { ComparisonPaperController } from './comparison-paper.controller.js';
import { ComparisonController } from './comparison.controller.js';
import { ComparisonProjection } from './comparison.projection.js';
import { ComparisonQueries } from './comparison.queries.js';
import { ComparisonService } from './comparison.service.js';
import { MarksProjection } from './marks.projection.js';

@Module({
  imports: [MappingsModule],
  controllers: [ComparisonPaperController, ComparisonController, ComparisonApiController, ComparisonProjection, MarksProjection],
  providers: [ComparedCasesQueries, ComparisonQueries, ComparisonService],
})
export class ComparisonModule {}
