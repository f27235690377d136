import { encodeCursor } from '#api';
import { Public } from '#identity';
import { address } from '#pages';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { CHANGE_WORDS, countOf, LEVEL_TABLE, programmesOf, wholeProgrammes } from './programmes.page.js';
import { ProgrammesQuery } from './programmes-query.js';
import { levelPlaceFrom, levelPlaceOf, ProgrammesQueries } from './programmes.queries.js';

@Public()
@Controller('programmes')
export class ProgrammesController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly boroughs: BoroughsService,
  ) {}

  @Get()
  @Render('programmes/programmes.njk')
  async page(@Query() query: ProgrammesQuery) {
    this.boroughs.refuseUnknown(query.borough);
    const asked = { ...query, limit: null };
    const [rows, years, strip] = await Promise.all([
      this.programmes.page(query, levelPlaceFrom(query.cursor), query.limit),
      this.programmes.years(),
      this.boroughs.strip(['programmes']),
    ]);
    const items = wholeProgrammes(rows, query.limit);
    const last = items.at(-1);
    const next = rows.length > items.length && last ? encodeCursor(levelPlaceOf(last)) : null;
    const programmes = programmesOf(items, this.boroughs);
    return {
      strip,
      asked,
      next,
      programmes,
      columns: LEVEL_TABLE,
      count: countOf(programmes.length, items.length, next !== null || query.cursor !== undefined),
      filters: [
        {
          name: 'borough',
          legend: 'Borough',
          kind: 'checkboxes',
          options: this.boroughs.all.map(({ code, name }) => ({ value: code, text: name })),
        },
        {
          name: 'financialYear',
          legend: 'Financial year',
          kind: 'checkboxes',
          options: years.map((year) => ({ value: year, text: year })),
        },
        {
          name: 'change',
          legend: 'Beside the year before',
          kind: 'checkboxes',
          options: Object.entries(CHANGE_WORDS).map(([value, text]) => ({ value, text })),
        },
      ],
      downloads: [
        { text: 'CSV', href: `/api/v1/programmes.csv${address(asked)}` },
        { text: 'JSON', href: `/api/v1/programmes${address(asked, { limit: 500 })}` },
      ],
    };
  }
}
