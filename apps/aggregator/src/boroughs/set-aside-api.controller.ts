import { decodeCursor, ListRoute, page, type Page } from '#api';
import { Public } from '#identity';
import { Controller, Query } from '@nestjs/common';
import { BoroughsService } from './boroughs.service.js';
import { SET_ASIDE_COLUMNS, SetAsideItem, setAsideItemOf, SetAsideQuery } from './set-aside-item.js';
import { SetAsideQueries } from './set-aside.queries.js';

@Public()
@Controller('api/v1')
export class SetAsideApiController {
  constructor(
    private readonly setAside: SetAsideQueries,
    private readonly boroughs: BoroughsService,
  ) {}

  @ListRoute('set-aside', {
    summary: 'Facts that boroughs told and that are not in our figures yet, with why: some are newer than we know.',
    item: SetAsideItem,
    csv: SET_ASIDE_COLUMNS,
  })
  async list(@Query() query: SetAsideQuery): Promise<Page<SetAsideItem>> {
    this.boroughs.refuseUnknown(query.borough);
    const after = decodeCursor(query.cursor, 'text', 'number');
    const rows = await this.setAside.page(query, after, query.limit);
    const { items, next } = page(rows, query.limit, ({ borough, position }) => [borough, position]);
    return { items: items.map(setAsideItemOf), next };
  }
}
