import { csvOf } from '#api';
import { NotFound } from '#errors';
import { Public } from '#identity';
import { address, plural, pounds, type Query as PageQuery } from '#pages';
import { Controller, Get, Param, ParseUUIDPipe, Query, Render, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { GRANT_COLUMNS_CSV } from './grant-item.js';
import { factsOf, timelineOf, yearsOf } from './grant.page.js';
import { type Group, GrantsQuery } from './grants-query.js';
import {
  filtersOf,
  grantCells,
  GRANT_TABLE,
  GROUP_WORDS,
  groupCells,
  groupLinks,
  groupTable,
  MARK_TABLE,
  markCells,
} from './grants.page.js';
import { GrantsService } from './grants.service.js';
import { GROUP_COLUMNS } from './group-item.js';

const GRANT_ID = new ParseUUIDPipe({
  exceptionFactory: () => new NotFound('There is no such grant. Check the address, or search the register.'),
});

@Public()
@Controller('grants')
export class GrantsController {
  constructor(
    private readonly grants: GrantsService,
    private readonly boroughs: BoroughsService,
  ) {}

  @Get()
  @Render('grants/grants.njk')
  async page(@Query() query: GrantsQuery) {
    const { group = 'grant' } = query;
    const asked = { ...query, limit: null };
    const nameOf = this.nameOf;
    const [list, totals, facets, strip] = await Promise.all([
      this.table(query, group, asked),
      this.grants.totals(query),
      this.grants.facets(query),
      this.boroughs.strip(['grants']),
    ]);
    return {
      ...list,
      strip,
      asked,
      filters: filtersOf(facets, query, nameOf),
      groups: groupLinks(asked, group),
      sortedBy: group === 'grant' ? { column: query.order.sort, direction: query.order.direction } : {},
      count: `${plural(totals.grants, 'grant')}, ${pounds(totals.amountPence)} in all`,
      isEmpty: totals.grants === 0,
      leftOut: query.status.includes('withdrawn') ? null : leftOut(totals.withdrawn, asked),
      downloads: ['csv', 'json'].map((format) => ({ text: format.toUpperCase(), href: `/grants.${format}${address(asked)}` })),
    };
  }

  @Get(':borough/:grantId')
  @Render('grants/grant.njk')
  async grant(@Param('borough') borough: string, @Param('grantId', GRANT_ID) grantId: string) {
    const found = await this.grants.one(borough, grantId);
    const standings = await this.boroughs.strip(['grants']);
    const name = this.boroughs.nameOf(borough);
    return {
      grant: found,
      boroughName: name,
      contact: this.boroughs.contactOf(borough),
      ownPage: this.boroughs.ownPage(borough, `/grants/${grantId}`),
      strip: standings.filter((line) => line.borough === name),
      facts: factsOf(found, name),
      years: yearsOf(found),
      timeline: timelineOf(found),
    };
  }

  private readonly nameOf = (code: string): string => this.boroughs.nameOf(code);

  private async table(query: GrantsQuery, group: Group, asked: PageQuery) {
    if (group === 'grant') {
      const { items, next } = await this.grants.grants(query);
      const areMarks = query.status.includes('withdrawn');
      const rows = items.map((item) => (areMarks ? markCells(item, this.nameOf) : grantCells(item, this.nameOf)));
      return { columns: areMarks ? MARK_TABLE : GRANT_TABLE, rows, next, caption: areMarks ? 'Withdrawn grants' : 'Grants' };
    }
    const { items, next } = await this.grants.groups(query, group);
    const rows = items.map((item) => groupCells(item, group, asked, this.nameOf));
    return { columns: groupTable(group), rows, next, caption: `Grants by ${GROUP_WORDS[group][0]}` };
  }
}

/** Downloads of the register: all that the page shows, over all its parts. */
@Public()
@Controller()
export class GrantsDownloadController {
  constructor(private readonly grants: GrantsService) {}

  @Get('grants.csv')
  csv(@Query() query: GrantsQuery): StreamableFile {
    const { group = 'grant' } = query;
    const body =
      group === 'grant'
        ? csvOf(this.grants.everyGrant(query), GRANT_COLUMNS_CSV)
        : csvOf(this.grants.everyGroup(query, group), GROUP_COLUMNS);
    return new StreamableFile(body, { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="grants.csv"' });
  }

  @Get('grants.json')
  json(@Query() query: GrantsQuery): StreamableFile {
    const { group = 'grant' } = query;
    const items = group === 'grant' ? this.grants.everyGrant(query) : this.grants.everyGroup(query, group);
    return new StreamableFile(Readable.from(jsonOf(items)), {
      type: 'application/json',
      disposition: 'attachment; filename="grants.json"',
    });
  }
}

async function* jsonOf(items: AsyncIterable<object>): AsyncGenerator<string> {
  let before = '{"items":[';
  for await (const item of items) {
    yield `${before}${JSON.stringify(item)}`;
    before = ',\n';
  }
  yield before === ',\n' ? ']}' : `${before}]}`;
}

function leftOut(withdrawn: number, query: PageQuery): object | null {
  if (withdrawn === 0) return null;
  const words =
    withdrawn === 1
      ? '1 grant was withdrawn by its borough and is left out.'
      : `${withdrawn} grants were withdrawn by their boroughs and are left out.`;
  return { text: words, href: `/grants${address({ borough: query.borough }, { status: 'withdrawn' })}` };
}
