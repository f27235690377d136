import { Answers, csvOf, ListRoute, type Page } from '#api';
import { Public } from '#identity';
import { Controller, Get, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { FUNDING_COLUMNS, fundingLines, OrganisationItem, OrganisationListItem, ORGANISATION_COLUMNS } from './organisation-item.js';
import { OrganisationsQuery } from './organisations-query.js';
import { OrganisationsService } from './organisations.service.js';

@Public()
@Controller('api/v1')
export class OrganisationsApiController {
  constructor(private readonly organisations: OrganisationsService) {}

  @ListRoute('organisations', {
    summary: 'The organisations that boroughs know, by name, joined over boroughs by the public identifiers they share.',
    item: OrganisationListItem,
    csv: ORGANISATION_COLUMNS,
  })
  list(@Query() query: OrganisationsQuery): Promise<Page<OrganisationListItem>> {
    return this.organisations.list(query);
  }

  /** One organisation by a public identifier such as GB-CHC-1164883, over all boroughs. As CSV: its funding by borough and year. */
  @Get('organisations/:identifier')
  @Answers(200, OrganisationItem, 'The organisation. With .csv at the end, or Accept: text/csv, its funding by borough and year.')
  async read(
    @Param('identifier') identifier: string,
    @Req() request: { headers: { accept?: string } },
  ): Promise<OrganisationItem | StreamableFile> {
    const isCsv = identifier.endsWith('.csv');
    const found = await this.organisations.one(isCsv ? identifier.slice(0, -'.csv'.length) : identifier);
    if (!isCsv && !request.headers.accept?.includes('text/csv')) return found;
    const disposition = 'attachment; filename="organisation-funding.csv"';
    return new StreamableFile(csvOf(fundingLines(found), FUNDING_COLUMNS), { type: 'text/csv; charset=utf-8', disposition });
  }
}
