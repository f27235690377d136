import { decodeCursor, ListRoute, page, type Page } from '#api';
import { Public } from '#identity';
import { Controller, Query } from '@nestjs/common';
import { GRANT_CHANGES_COLUMNS, GrantChangesItem } from './grant-changes-item.js';
import { GrantChangesQuery } from './grant-changes-query.js';
import { GrantChangesService } from './grant-changes.service.js';

@Public()
@Controller('api/v1')
export class GrantChangesApiController {
  constructor(private readonly changes: GrantChangesService) {}

  @ListRoute('grant-changes', {
    summary: 'What is new, raised, cut, ended or protected, by borough and financial year.',
    item: GrantChangesItem,
    csv: GRANT_CHANGES_COLUMNS,
  })
  async list(@Query() query: GrantChangesQuery): Promise<Page<GrantChangesItem>> {
    const after = decodeCursor(query.cursor, 'text', 'text');
    const entries = await this.changes.of(query);
    const first = after ? entries.findIndex(({ financialYear, borough }) => financialYear === after[0] && borough === after[1]) + 1 : 0;
    return page(entries.slice(first), query.limit, ({ financialYear, borough }) => [financialYear, borough]);
  }
}
