import { ListRoute, type Page } from '#api';
import { Public } from '#identity';
import { Controller, Query } from '@nestjs/common';
import { LEARNING_COLUMNS, LearningItem, LearningQueries } from './learning.queries.js';
import { LearningQuery } from './learning-query.js';

@Public()
@Controller('api/v1')
export class LearningApiController {
  constructor(private readonly queries: LearningQueries) {}

  @ListRoute('concern-learning', {
    summary: 'What was learnt from concerns in all boroughs, without names and days.',
    item: LearningItem,
    csv: LEARNING_COLUMNS,
  })
  async list(@Query() query: LearningQuery): Promise<Page<LearningItem>> {
    return this.queries.page(query);
  }
}
