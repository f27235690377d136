import { page as partOf } from '#api';
import { Public } from '#identity';
import { address, date, NOT_RECORDED, pounds } from '#pages';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { type LevelChange, ProgrammesQuery } from './programmes-query.js';
import { levelPlaceFrom, levelPlaceOf, type LevelRow, ProgrammesQueries } from './programmes.queries.js';

export const CHANGE_WORDS: Record<LevelChange | 'protected', string> = {
  new: 'New',
  raised: 'Raised',
  cut: 'Cut',
  ended: 'Ended',
  unchanged: 'Unchanged',
  protected: 'Protected by a pledge',
};

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
    const { items, next } = partOf(rows, query.limit, levelPlaceOf);
    return {
      strip,
      query: asked,
      next,
      rows: items.map((row) => this.cells(row)),
      count: `${items.length}${next ? ' or more' : ''} ${items.length === 1 && !next ? 'level' : 'levels'}`,
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
        { text: 'CSV', href: `/api/v1/programmes.csv${address(asked, { limit: 500 })}` },
        { text: 'JSON', href: `/api/v1/programmes${address(asked, { limit: 500 })}` },
      ],
    };
  }

  private cells(row: LevelRow): object[] {
    const {
      borough,
      programmeId,
      title,
      departmentName,
      financialYear,
      amountPence,
      setPence,
      reason,
      previousPence,
      differencePence,
      change,
    } = row;
    const isChanged = setPence !== null && setPence !== amountPence;
    const changed = isChanged ? `Set at ${pounds(setPence)}, changed on ${date(row.decidedOn)}: ${reason ?? NOT_RECORDED}` : '';
    return [
      {
        text: title ?? 'A programme without a name',
        href: `/grants?borough=${borough}&programme=${programmeId}`,
        hint: departmentName ?? '',
      },
      { text: this.boroughs.nameOf(borough) },
      { text: financialYear },
      { text: amountPence === null ? 'No level published' : pounds(amountPence), hint: changed },
      { text: previousPence === null ? 'No data' : pounds(previousPence) },
      {
        text: differencePence === null ? 'No data' : pounds(differencePence),
        hint: change ? CHANGE_WORDS[change] : 'Nothing published for the year before',
      },
      { text: row.pledge === null ? 'No pledge' : pledgeWords(row), hint: row.pledge ?? '' },
    ];
  }
}

function pledgeWords({ isKept, pledgedOn }: LevelRow): string {
  const outcome = isKept === null ? 'cannot be told, a level is missing' : isKept ? 'kept' : 'not kept';
  return `Pledged on ${date(pledgedOn)}: ${outcome}`;
}
