import { Answers, type Column, columnsNamed, csvOf, ListRoute, type Page } from '#api';
import { Public } from '#identity';
import { Controller, Get, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { ComparedCasesQueries } from './compared-cases.queries.js';
import { ComparedCaseItem, type ComparedLine, ComparisonItem, type LensItem, type MarksItem } from './comparison-item.js';
import { ComparedCasesQuery, ComparisonQuery, HistoryQuery } from './comparison-query.js';
import { ComparisonService } from './comparison.service.js';
import { CommitmentHistoryItem, type HistoryLine } from './history-item.js';

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
  'promise',
  'ownWord',
  'ownWordSays',
  'commonMeasure',
  'commonMeasureSays',
  'rule',
  'position',
  'catalogue',
  'asAt',
);

const YEAR: readonly Column<HistoryLine>[] = columnsNamed<HistoryLine>(
  'commitmentId',
  'borough',
  'financialYear',
  'lens',
  'from',
  'relation',
  'state',
  'n',
  'met',
  'rate',
  'says',
  'marks',
  'catalogue',
  'asAt',
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
    return this.cases.of(this.comparison.commitment(commitmentId).id, query, await this.comparison.snapshot(query.asAt));
  }

  @Get('comparison/:commitmentId/history')
  @ApiOperation({ summary: 'One commitment in each financial year, and when the words changed that a borough is held against.' })
  @Answers(200, CommitmentHistoryItem, 'Every borough year by year, with the snapshot that gives it again.')
  history(@Param('commitmentId') commitmentId: string, @Query() query: HistoryQuery): Promise<CommitmentHistoryItem> {
    return this.comparison.history(commitmentId, query);
  }

  @Get('comparison/:commitmentId/history.csv')
  @ApiOperation({ summary: 'The same as CSV, a line for each borough, year and lens, and for each part of a year by the same words.' })
  async yearLines(@Param('commitmentId') commitmentId: string, @Query() query: HistoryQuery): Promise<StreamableFile> {
    const history = await this.comparison.history(commitmentId, query);
    return csvFile(`${commitmentId}-history`, csvOf(linesOf(history), YEAR));
  }
}

function linesOf({ asAt, catalogue, commitmentId, boroughs }: CommitmentHistoryItem): HistoryLine[] {
  return boroughs.flatMap(({ borough, years }) =>
    years.flatMap(({ financialYear, commonMeasure, ownWord, marks }) =>
      [
        { lens: 'common-measure', from: null, relation: null, ...figureIn(commonMeasure) },
        ...ownWord.map(({ from, promise: { relation }, result }) => ({ lens: 'own-word', from, relation, ...figureIn(result) })),
      ].map((line) => ({ commitmentId, borough, financialYear, ...line, marks: marks?.says ?? null, catalogue, asAt })),
    ),
  );
}

const figureIn = ({ state, n, met, rate, says }: LensItem) => ({ state, n, met, rate, says });

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
  return csvFile('comparison', csvOf(lines, LINE));
}

const csvFile = (name: string, csv: Readable): StreamableFile =>
  new StreamableFile(csv, { type: 'text/csv; charset=utf-8', disposition: `attachment; filename="${name}.csv"` });
