import { Answers, columnsNamed, ListQuery, ListRoute, type Page } from '#api';
import { type Actor, Requires, WorkingAs } from '#identity';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { PROPOSAL_ACTS } from './proposal-acts.js';
import { TwoKeyActInFull, TwoKeyActsAsked, TwoKeyActsQueries, TwoKeyActView } from './two-key-acts.queries.js';
import { TwoKeyActs } from './two-key-acts.service.js';
import { SayWhyNot } from './two-keys.commands.js';

const CSV = columnsNamed<TwoKeyActView>(
  'id',
  'kind',
  'inWords',
  'reason',
  'state',
  'proposedSide',
  'proposedBy',
  'proposedAt',
  'answeringSide',
  'expiresAt',
  'decidedBy',
  'decidedAt',
  'decidedReason',
);
const Id = () => Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

/** What needs the word of both co-chairs. */
@Controller('api/v1')
export class TwoKeysApiController {
  constructor(
    private readonly acts: TwoKeyActs,
    private readonly queries: TwoKeyActsQueries,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Requires('two-keys.read')
  @ListRoute('two-keys', { summary: 'Acts that need both co-chairs, the latest first.', item: TwoKeyActView, csv: CSV })
  list(@Query() asked: TwoKeyActsAsked, @WorkingAs() { clearance }: Actor): Promise<Page<TwoKeyActView>> {
    return this.queries.list(asked, clearance);
  }

  @Requires('two-keys.read')
  @Get('two-keys/:id')
  @ApiOperation({ summary: 'One act that needs both co-chairs, and how it stands.' })
  @Answers(200, TwoKeyActInFull, 'The act.')
  one(@Id() id: string, @WorkingAs() { clearance }: Actor): Promise<TwoKeyActInFull> {
    return this.queries.one(id, clearance);
  }

  @Requires('two-keys.read')
  @ListRoute('two-keys/:id/history', {
    summary: 'Who proposed and answered it, in what role and why, the latest first.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Id() id: string, @Query() { limit, cursor }: ListQuery, @WorkingAs() { clearance }: Actor): Promise<Page<HistoryItem>> {
    await this.queries.one(id, clearance);
    return this.recordHistory.of(id, PROPOSAL_ACTS, { seesAll: true, limit, cursor });
  }

  @Requires('two-keys.decide')
  @Post('two-keys/:id/confirm')
  @HttpCode(204)
  @ApiOperation({ summary: 'Turn the second key: what was proposed is done.' })
  async confirm(@Id() id: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.acts.confirm(actor, id);
  }

  @Requires('two-keys.decide')
  @Post('two-keys/:id/refuse')
  @HttpCode(204)
  @ApiOperation({ summary: 'Refuse what the other side proposed.' })
  async refuse(@Id() id: string, @Body() { reason }: SayWhyNot, @WorkingAs() actor: Actor): Promise<void> {
    await this.acts.refuse(actor, id, reason);
  }

  @Requires('two-keys.decide')
  @Post('two-keys/:id/withdraw')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw what your own side proposed.' })
  async withdraw(@Id() id: string, @Body() { reason }: SayWhyNot, @WorkingAs() actor: Actor): Promise<void> {
    await this.acts.withdraw(actor, id, reason);
  }
}
