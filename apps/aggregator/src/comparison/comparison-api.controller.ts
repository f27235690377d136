import { Answers, type Column, columnsNamed, csvOf, ListRoute, type Page } from '#api';
import { Public } from '#identity';
import { Controller, Get, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ComparedCasesQueries } from './compared-cases.queries.js';
import { ComparedCaseItem, type ComparedLine, ComparisonItem, type MarksItem } from './comparison-item.js';
import { ComparedCasesQuery, ComparisonQuery } from './comparison-query.js';
import { ComparisonService } from './comparison.service.js';

const LINE: readonly Column<ComparedLine>[] = columnsNamed<ComparedLine>(
  'id',
  'title',
  'borough',
  'relation',
  'lens',
  'state',
  'n',
  'met',
  'rate',
  'withdrawn',
  'says',
  'catalogue',
  'asAt',
  'marks',
  'councilMark',
  'councilEvidence',
  'sectorMark',
  'sectorEvidence',
  'assessedOn',
);

const CASE: readonly Column<ComparedCaseItem>[] = columnsNamed<ComparedCaseItem>(
  'caseId',
  'borough',
  'commitmentId',
  'financialYear',
  'decidedOn',
  'organisation',
  'department',
  'programme',
  'recordKind',
  'recordId',
  'recordTitle',
  'ownWord',
  'ownWordSays',
  'commonMeasure',
  'commonMeasureSays',
  'rule',
  'position',
);

/** How the boroughs keep their Compacts. */
@Public()
@Controller('api/v1')
export class ComparisonApiController {
  constructor(
    private readonly comparison: ComparisonService,
    private readonly cases: ComparedCasesQueries,
  ) {}

  @Get('comparison')
  @ApiOperation({ summary: 'Every commitment with every borough by both lenses, whole. As CSV at comparison.csv, or by Accept: text/csv.' })
  @Answers(200, ComparisonItem, 'The comparison, with the snapshot that gives it again.')
  async whole(
    @Query() query: ComparisonQuery,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComparisonItem | StreamableFile> {
    void reply.header('vary', 'accept');
    const comparison = await this.comparison.of(query);
    return /text\/csv/.test(headers.accept ?? '') ? asCsv(comparison) : comparison;
  }

  @Get('comparison.csv')
  @ApiOperation({ summary: 'The comparison as CSV, a line for each commitment, borough and lens.' })
  async lines(@Query() query: ComparisonQuery): Promise<StreamableFile> {
    return asCsv(await this.comparison.of(query));
  }

  @ListRoute('comparison/:commitmentId/cases', {
    summary: 'The cases behind the figures of one commitment, by borough, the latest first.',
    item: ComparedCaseItem,
    csv: CASE,
  })
  async behind(@Param('commitmentId') commitmentId: string, @Query() query: ComparedCasesQuery): Promise<Page<ComparedCaseItem>> {
    return this.cases.of(this.comparison.commitment(commitmentId).id, query);
  }
}

function marksInLine(marks: MarksItem | null) {
  const [council, sector] = (['council', 'sector'] as const).map((side) => marks?.marks.find((one) => one.side === side));
  return {
    marks: marks?.says ?? null,
    councilMark: council?.mark ?? null,
    councilEvidence: council?.evidence?.grade ?? null,
    sectorMark: sector?.mark ?? null,
    sectorEvidence: sector?.evidence?.grade ?? null,
    assessedOn: marks?.assessedOn ?? null,
  };
}

function asCsv({ asAt, catalogue, items }: ComparisonItem): StreamableFile {
  const lines = items.flatMap(({ id, title, boroughs }) =>
    boroughs.flatMap(({ borough, promise: { relation }, ownWord, commonMeasure, marks, withdrawn }) =>
      [
        { lens: 'own-word', ...ownWord },
        { lens: 'common-measure', ...commonMeasure },
      ].map(({ lens, state, n, met, rate, says }): ComparedLine => ({
        id,
        title,
        borough,
        relation,
        lens,
        state,
        n,
        met,
        rate,
        withdrawn,
        says,
        catalogue,
        asAt,
        ...marksInLine(marks),
      })),
    ),
  );
  const disposition = 'attachment; filename="comparison.csv"';
  return new StreamableFile(csvOf(lines, LINE), { type: 'text/csv; charset=utf-8', disposition });
}
