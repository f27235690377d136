import { Answers, columnsNamed, ListQuery, ListRoute, type Page } from '#api';
import { type Actor, Requires, WorkingAs } from '#identity';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { CASE_ACTS } from './case-acts.js';
import { ReplyToCase } from './cases.commands.js';
import { CaseInFull, CasesAsked, CasesQueries, CaseView } from './cases.queries.js';
import { Replies } from './replies.service.js';

const CSV = columnsNamed<CaseView>(
  'id',
  'commitmentId',
  'title',
  'financialYear',
  'decidedOn',
  'state',
  'replyUntil',
  'promise',
  'ownWord',
  'ownWordSays',
  'commonMeasure',
  'commonMeasureSays',
  'organisation',
  'department',
  'recordKind',
  'recordId',
  'recordTitle',
);
const Id = () => Param('caseId', new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

/** Results of the borough's own records, before and after they are published. */
@Controller('api/v1')
export class CasesApiController {
  constructor(
    private readonly queries: CasesQueries,
    private readonly replies: Replies,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Requires('results.read')
  @ListRoute('results', { summary: 'Cases that commitments apply to, by both measures, those found last first.', item: CaseView, csv: CSV })
  list(@Query() asked: CasesAsked, @WorkingAs() { clearance }: Actor): Promise<Page<CaseView>> {
    return this.queries.list(asked, clearance);
  }

  @Requires('results.read')
  @Get('results/:caseId')
  @ApiOperation({ summary: 'One case, with the facts that its rule reads.' })
  @Answers(200, CaseInFull, 'The case.')
  one(@Id() caseId: string, @WorkingAs() { clearance }: Actor): Promise<CaseInFull> {
    return this.queries.one(caseId, clearance);
  }

  @Requires('results.read')
  @ListRoute('results/:caseId/history', { summary: 'Who replied, the latest first.', item: HistoryItem, csv: HISTORY_COLUMNS })
  async history(
    @Id() caseId: string,
    @Query() { limit, cursor }: ListQuery,
    @WorkingAs() { clearance }: Actor,
  ): Promise<Page<HistoryItem>> {
    await this.queries.one(caseId, clearance);
    return this.recordHistory.of(caseId, CASE_ACTS, { seesAll: true, limit, cursor });
  }

  @Requires('results.reply')
  @Post('results/:caseId/replies')
  @HttpCode(204)
  @ApiOperation({ summary: 'Reply to a result before it is published. It is published with it.' })
  async reply(@Id() caseId: string, @Body() command: ReplyToCase, @WorkingAs() actor: Actor): Promise<void> {
    await this.replies.reply(actor, caseId, command);
  }
}
