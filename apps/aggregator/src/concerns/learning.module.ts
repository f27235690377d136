import { Module } from '@nestjs/common';
import { LearningApiController } from './learning-api.controller.js';
import { LearningController } from './learning.controller.js';
import { LearningProjection } from './learning.projection.js';
import { LearningQueries } from './learning.queries.js';

@Module({
  controllers: [LearningController, LearningApiController, LearningProjection],
  providers: [LearningQueries],
})
export class LearningModule {}
