import { ListRoute, type Page, page } from '#api';
import { Public } from '#identity';
import { Controller, Query } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { LEVEL_COLUMNS, levelItemOf, ProgrammeLevelItem } from './level-item.js';
import { ProgrammesQuery } from './programmes-query.js';
import { levelPlaceFrom, levelPlaceOf, ProgrammesQueries } from './programmes.queries.js';

@Public()
@Controller('api/v1')
export class ProgrammesApiController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly boroughs: BoroughsService,
  ) {}

  @ListRoute('programmes', {
    summary: 'The grant programmes of all boroughs with their level for each financial year, beside the year before.',
    item: ProgrammeLevelItem,
    csv: LEVEL_COLUMNS,
  })
  async list(@Query() query: ProgrammesQuery): Promise<Page<ProgrammeLevelItem>> {
    this.boroughs.refuseUnknown(query.borough);
    const { items, next } = page(await this.programmes.page(query, levelPlaceFrom(query.cursor), query.limit), query.limit, levelPlaceOf);
    return { items: items.map(levelItemOf), next };
  }
}
