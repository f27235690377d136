import { Answers, columnsNamed, ListQuery, ListRoute, type Page } from '#api';
import { type Actor, Public, Requires, WorkingAs } from '#identity';
import { Label } from '#visibility';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { AgreedByBoth } from './agreed-by-both.service.js';
import { CONCERN_ACTS } from './concern-acts.js';
import { CauseCountView, ConcernInFull, ConcernView, PublishedLearningView, RaisedConcernView } from './concern.views.js';
import {
  AddDocument,
  GiveAccount,
  ProposeOutcome,
  RaiseConcern,
  ReplyToLearning,
  TakeStep,
  WithdrawLearning,
  WriteLearning,
} from './concerns.commands.js';
import { ConcernsAsked, ConcernsQueries } from './concerns.queries.js';
import { ConcernsService } from './concerns.service.js';
import { RaisingService } from './raising.service.js';

/** A proposal that waits for the chair of the other side. */
@Label('case')
export class ConcernProposalView {
  @IsUUID() readonly id!: string;
}

const CSV = columnsNamed<ConcernView>('reference', 'way', 'kind', 'respondent', 'raisedOn', 'state', 'commitmentId', 'clause', 'outcome');
const LEARNING_CSV = columnsNamed<PublishedLearningView>(
  'learningId',
  'commitmentId',
  'kind',
  'cause',
  'outcome',
  'lesson',
  'financialYear',
);
const CAUSES_CSV = columnsNamed<CauseCountView>('halfYear', 'cause', 'concerns');
const Reference = () => Param('reference');

/** Concerns with public bodies, for those whom each is for; and what everyone learns of them. */
@Controller('api/v1')
export class ConcernsApiController {
  constructor(
    private readonly queries: ConcernsQueries,
    private readonly concerns: ConcernsService,
    private readonly raising: RaisingService,
    private readonly agreed: AgreedByBoth,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Requires('concerns.read')
  @ListRoute('concerns', { summary: 'Concerns that one’s role is told of, the latest first.', item: ConcernView, csv: CSV })
  list(@Query() asked: ConcernsAsked, @WorkingAs() actor: Actor): Promise<Page<ConcernView>> {
    return this.queries.list(actor, asked);
  }

  @Requires('concerns.read')
  @Get('concerns/:reference')
  @ApiOperation({ summary: 'One concern. Who reads it is written down for the data protection officer.' })
  @Answers(200, ConcernInFull, 'The concern.')
  async one(@Reference() reference: string, @WorkingAs() actor: Actor): Promise<ConcernInFull> {
    return (await this.queries.one(actor, reference)).view;
  }

  @Requires('concerns.handle')
  @ListRoute('concerns/:reference/history', { summary: 'Who did what with it, the latest first.', item: HistoryItem, csv: HISTORY_COLUMNS })
  async history(
    @Reference() reference: string,
    @Query() { limit, cursor }: ListQuery,
    @WorkingAs() actor: Actor,
  ): Promise<Page<HistoryItem>> {
    const { id } = await this.queries.one(actor, reference);
    return this.recordHistory.of(id, CONCERN_ACTS, { seesAll: true, limit, cursor });
  }

  @Requires('concerns.raise')
  @Post('concerns')
  @ApiOperation({ summary: 'Raise a concern for an organisation.' })
  @Answers(201, RaisedConcernView, 'Its reference.')
  async raise(@Body() command: RaiseConcern, @WorkingAs() actor: Actor): Promise<RaisedConcernView> {
    return { reference: await this.raising.raise(actor, command) };
  }

  @Requires('concerns.handle')
  @Post('concerns/:reference/steps')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a concern one step on. Whether it is admitted is for a chair without an interest.' })
  async take(@Reference() reference: string, @Body() command: TakeStep, @WorkingAs() actor: Actor): Promise<void> {
    await this.concerns.take(actor, reference, command);
  }

  @Requires('concerns.decide')
  @Post('concerns/:reference/interest')
  @HttpCode(204)
  @ApiOperation({ summary: 'Declare an interest as a co-chair: the other side decides on admission alone.' })
  async declareInterest(@Reference() reference: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.concerns.declareInterest(actor, reference);
  }

  @Requires('concerns.assist')
  @Post('concerns/:reference/champions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take part as the champion of one side.' })
  async join(@Reference() reference: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.concerns.joinAsChampion(actor, reference);
  }

  @Requires('concerns.answer')
  @Post('concerns/:reference/account')
  @HttpCode(204)
  @ApiOperation({ summary: 'Give the account of the department that it is about.' })
  async answer(@Reference() reference: string, @Body() command: GiveAccount, @WorkingAs() actor: Actor): Promise<void> {
    await this.concerns.answer(actor, reference, command);
  }

  @Requires('concerns.handle')
  @Post('concerns/:reference/documents')
  @HttpCode(204)
  @ApiOperation({ summary: 'Add the address of a document.' })
  async addDocument(@Reference() reference: string, @Body() command: AddDocument, @WorkingAs() actor: Actor): Promise<void> {
    await this.concerns.addDocument(actor, reference, command);
  }

  @Requires('concerns.decide')
  @Post('concerns/:reference/outcome-proposals')
  @ApiOperation({ summary: 'Propose an outcome to the chair of the other side.' })
  @Answers(201, ConcernProposalView, 'The proposal, under `/two-keys`.')
  async propose(@Reference() reference: string, @Body() command: ProposeOutcome, @WorkingAs() actor: Actor): Promise<ConcernProposalView> {
    return { id: await this.agreed.proposeOutcome(actor, reference, command) };
  }

  @Requires('concerns.decide')
  @Post('concerns/:reference/learning')
  @HttpCode(204)
  @ApiOperation({ summary: 'Write what was learnt, for the body to reply to.' })
  async write(@Reference() reference: string, @Body() command: WriteLearning, @WorkingAs() actor: Actor): Promise<void> {
    await this.concerns.writeLearning(actor, reference, command);
  }

  @Requires('concerns.reply')
  @Post('concerns/:reference/learning-replies')
  @HttpCode(204)
  @ApiOperation({ summary: 'Reply to what was learnt before it is published, for the department or for who raised it.' })
  async reply(@Reference() reference: string, @Body() command: ReplyToLearning, @WorkingAs() actor: Actor): Promise<void> {
    await this.concerns.replyToLearning(actor, reference, command);
  }

  @Requires('concerns.decide')
  @Post('concerns/:reference/learning-proposals')
  @ApiOperation({ summary: 'Propose to the chair of the other side to publish what was learnt, once the time to reply is over.' })
  @Answers(201, ConcernProposalView, 'The proposal, under `/two-keys`.')
  async proposePublication(@Reference() reference: string, @WorkingAs() actor: Actor): Promise<ConcernProposalView> {
    return { id: await this.agreed.proposePublication(actor, reference) };
  }

  @Requires('concerns.decide')
  @Post('concerns/:reference/learning-withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw what was published. Either chair can, at once.' })
  async withdrawLearning(@Reference() reference: string, @Body() command: WithdrawLearning, @WorkingAs() actor: Actor): Promise<void> {
    await this.concerns.withdrawLearning(actor, reference, command);
  }

  @Requires('concerns.withdraw')
  @Post('concerns/:reference/withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a concern that one’s organisation raised. No reason is needed.' })
  async withdraw(@Reference() reference: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.concerns.withdraw(actor, reference);
  }

  @Public()
  @ListRoute('concern-learning', {
    summary: 'What was learnt from concerns, as both chairs published it.',
    item: PublishedLearningView,
    csv: LEARNING_CSV,
  })
  async learning(@Query() _asked: ListQuery): Promise<Page<PublishedLearningView>> {
    return { items: await this.queries.learning(), next: null };
  }

  @Public()
  @ListRoute('concern-causes', {
    summary: 'How often each cause was found in half-years that are over, in bands.',
    item: CauseCountView,
    csv: CAUSES_CSV,
  })
  async causes(@Query() _asked: ListQuery): Promise<Page<CauseCountView>> {
    return { items: await this.queries.causes(), next: null };
  }
}
