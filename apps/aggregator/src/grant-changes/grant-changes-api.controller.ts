import { ListRoute, type Page } from '#api';
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
    summary: 'What is new, raised, cut, ended or protected, by borough and financial year. All in one part.',
    item: GrantChangesItem,
    csv: GRANT_CHANGES_COLUMNS,
  })
  async list(@Query() query: GrantChangesQuery): Promise<Page<GrantChangesItem>> {
    return { items: await this.changes.of(query), next: null };
  }
}
