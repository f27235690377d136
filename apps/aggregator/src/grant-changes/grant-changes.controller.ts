import { Public } from '#identity';
import { address } from '#pages';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import type { BoroughYear } from './grant-changes.js';
import { GrantChangesQuery } from './grant-changes-query.js';
import { AWARD_TABLE, awardCells, awardsChart, LEVEL_TABLE, levelCells, levelsChart } from './grant-changes.page.js';
import { GrantChangesService } from './grant-changes.service.js';

/** A trend longer than this cannot be read as bars. */
const MOST_YEARS = 8;

@Public()
@Controller('grant-changes')
export class GrantChangesController {
  constructor(
    private readonly changes: GrantChangesService,
    private readonly boroughs: BoroughsService,
  ) {}

  @Get()
  @Render('grant-changes/grant-changes.njk')
  async page(@Query() { borough, financialYear }: GrantChangesQuery) {
    const query = { borough, financialYear };
    const isOneBorough = query.borough.length === 1 && query.financialYear.length === 0;
    const asked = isOneBorough || query.financialYear.length > 0 ? query : { ...query, financialYear: [await this.changes.usualYear()] };
    const [entries, years, strip] = await Promise.all([
      this.changes.of(asked),
      this.changes.years(),
      this.boroughs.strip(['grants', 'programmes']),
    ]);
    const areYears = isOneBorough || new Set(entries.map(({ financialYear }) => financialYear)).size > 1;
    return {
      ...this.figures(isOneBorough ? entries.slice(0, MOST_YEARS).toReversed() : entries, areYears, isOneBorough),
      strip,
      asked: { ...query },
      shown: areYears ? null : entries[0]?.financialYear,
      isEmpty: entries.every(({ state }) => state === 'no-data'),
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
      ],
      downloads: ['csv', 'json'].map((format) => ({
        text: format.toUpperCase(),
        href: `/api/v1/grant-changes${format === 'csv' ? '.csv' : ''}${address({ ...asked })}`,
      })),
    };
  }

  private figures(entries: readonly BoroughYear[], areYears: boolean, isOneBorough: boolean) {
    const nameOf = (entry: BoroughYear): string => this.boroughs.nameOf(entry.borough);
    const labelOf = (entry: BoroughYear): string =>
      isOneBorough ? entry.financialYear : areYears ? `${nameOf(entry)} ${entry.financialYear}` : nameOf(entry);
    const first = isOneBorough ? 'Financial year' : areYears ? 'Borough and year' : 'Borough';
    const [entry] = entries;
    const when = isOneBorough && entry ? `in ${nameOf(entry)}` : areYears ? 'in these years' : `in ${entry?.financialYear}`;
    return {
      awardsChart: awardsChart(entries, first, labelOf, when),
      levelsChart: levelsChart(entries, first, labelOf, when),
      awardColumns: AWARD_TABLE(first),
      awardRows: entries.map((one) => awardCells(one, labelOf(one))),
      levelColumns: LEVEL_TABLE(first),
      levelRows: entries.map((one) => levelCells(one, labelOf(one))),
    };
  }
}
