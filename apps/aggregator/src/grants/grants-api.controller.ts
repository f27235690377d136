import { Answers, ListRoute, type Page } from '#api';
import { InvalidInput } from '#errors';
import { Public } from '#identity';
import { Controller, Get, Param, ParseUUIDPipe, Query, Req } from '@nestjs/common';
import { GRANT_COLUMNS_CSV, GrantItem, GrantWithChanges } from './grant-item.js';
import { GrantsQuery } from './grants-query.js';
import { GrantsService } from './grants.service.js';
import { GROUP_COLUMNS, GrantGroupItem } from './group-item.js';

@Public()
@Controller('api/v1')
export class GrantsApiController {
  constructor(private readonly grants: GrantsService) {}

  @ListRoute('grants', {
    summary: 'The register of grants of all boroughs. With group, the same in groups, as at grant-groups.',
    item: GrantItem,
    orItem: GrantGroupItem,
    csv: GRANT_COLUMNS_CSV,
  })
  async list(
    @Query() query: GrantsQuery,
    @Req() request: { url: string; headers: { accept?: string } },
  ): Promise<Page<GrantItem | GrantGroupItem>> {
    const { group = 'grant' } = query;
    if (group === 'grant') return this.grants.grants(query);
    if (/^[^?]*[.]csv/.test(request.url) || request.headers.accept?.includes('text/csv')) {
      throw new InvalidInput([{ field: 'group', message: 'The register in groups as CSV is at /api/v1/grant-groups.csv.' }]);
    }
    return this.grants.groups(query, group);
  }

  @ListRoute('grant-groups', {
    summary: 'The register of grants in groups: by organisation, unless group says programme, department or funder.',
    item: GrantGroupItem,
    csv: GROUP_COLUMNS,
  })
  groups(@Query() query: GrantsQuery): Promise<Page<GrantGroupItem>> {
    const { group = 'organisation' } = query;
    return this.grants.groups(query, group === 'grant' ? 'organisation' : group);
  }

  @Get('grants/:borough/:grantId')
  @Answers(200, GrantWithChanges, 'The grant.')
  read(@Param('borough') borough: string, @Param('grantId', ParseUUIDPipe) grantId: string): Promise<GrantWithChanges> {
    return this.grants.one(borough, grantId);
  }
}
