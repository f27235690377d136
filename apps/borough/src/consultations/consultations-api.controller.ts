import { Answers, type Column, columnsNamed, ListQuery, ListRoute, type Page } from '#api';
import { type Actor, Public, type Person, Requires, SignedIn, WorkingAs } from '#identity';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { Made } from '../made.js';
import { AnsweredView, AnswersAsked, AnswersQueries, AnswerView } from './answers.queries.js';
import { AnswersService } from './answers.service.js';
import { CONSULTATION_ACTS } from './consultation-acts.js';
import {
  BeginConsultation,
  ChangeConsultation,
  DecideAnswer,
  ExplainLength,
  ExtendConsultation,
  PublishOutcome,
  RecordAnswer,
  RecordEarlierConsultation,
  WithdrawConsultation,
  TakeBackAnswer,
} from './consultations.commands.js';
import { ConsultationsAsked, ConsultationsQueries, ConsultationView } from './consultations.queries.js';
import { ConsultationsService } from './consultations.service.js';
import { Running } from './running.js';

const Id = (name = 'consultationId') => Param(name, new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

const listed = (name: string, values: (view: ConsultationView) => readonly string[]): Column<ConsultationView> => ({
  heading: name,
  value: (view) => values(view).join(', '),
});

const CSV: readonly Column<ConsultationView>[] = [
  ...columnsNamed<ConsultationView>('id', 'title', 'about', 'state', 'kind', 'ground', 'department', 'compactVersionId', 'isEarlier'),
  ...columnsNamed<ConsultationView>('announcedOn', 'opensOn', 'closesOn', 'answersUntil', 'openUntilFive'),
  listed('methods', ({ methods }) => methods),
  listed('reaches', ({ reaches }) => reaches),
  ...columnsNamed<ConsultationView>('shortReason', 'shortReasonPublishedOn', 'withdrawnOn', 'withdrawnBecause', 'outcomePublishedOn'),
  ...columnsNamed<ConsultationView>('outcomeSummary', 'saysWhatWasNotTaken', 'lateReason', 'answers'),
];

const ANSWERED_CSV = columnsNamed<AnsweredView>(
  'number',
  'clause',
  'stance',
  'onBehalfOf',
  'groupName',
  'people',
  'sector',
  'summary',
  'disposition',
  'because',
);

const ANSWERS_CSV = columnsNamed<AnswerView>(
  'id',
  'number',
  'clause',
  'stance',
  'text',
  'onBehalfOf',
  'groupName',
  'mayBeNamed',
  'people',
  'sector',
  'channel',
  'notedBy',
  'receivedOn',
  'disposition',
  'summary',
  'because',
);

/** What people are asked, and what became of their answers. */
@Controller('api/v1')
export class ConsultationsApiController {
  constructor(
    private readonly queries: ConsultationsQueries,
    private readonly consultations: ConsultationsService,
    private readonly answers: AnswersService,
    private readonly answersQueries: AnswersQueries,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Public()
  @ListRoute('consultations', {
    summary: 'The consultations of the borough, those that open last first.',
    item: ConsultationView,
    csv: CSV,
  })
  async list(@Query() asked: ConsultationsAsked, @SignedIn() person: Person | null): Promise<Page<ConsultationView>> {
    return this.queries.list(asked, Running.of(person));
  }

  @Public()
  @Get('consultations/:consultationId')
  @ApiOperation({ summary: 'One consultation.' })
  @Answers(200, ConsultationView, 'The consultation.')
  async one(@Id() id: string, @SignedIn() person: Person | null): Promise<ConsultationView> {
    return this.queries.one(id, Running.of(person));
  }

  @Requires('consultations.run')
  @Get('consultations/:consultationId/record')
  @ApiOperation({ summary: 'One consultation with what is not public of it: answers that wait, and what nobody knows.' })
  @Answers(200, ConsultationView, 'The consultation.')
  async record(@Id() id: string, @WorkingAs() actor: Actor): Promise<ConsultationView> {
    return this.queries.one(id, Running.of(actor));
  }

  @Public()
  @ListRoute('consultations/:consultationId/answered', {
    summary: 'What was said, what was done, and why; nothing before the outcome is published.',
    item: AnsweredView,
    csv: ANSWERED_CSV,
  })
  async answered(@Id() id: string, @Query() asked: ListQuery): Promise<Page<AnsweredView>> {
    await this.queries.one(id, null);
    return this.answersQueries.answered(id, asked);
  }

  @Public()
  @ListRoute('consultations/:consultationId/history', {
    summary: 'Who did what to it, in what role.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Id() id: string, @Query() { limit, cursor }: ListQuery, @SignedIn() person: Person | null): Promise<Page<HistoryItem>> {
    const running = Running.of(person);
    const { isOwn } = await this.queries.seenBy(id, running);
    return this.recordHistory.of(id, CONSULTATION_ACTS, { seesAll: isOwn, limit, cursor });
  }

  @Requires('consultations.run')
  @ListRoute('consultations/:consultationId/answers', {
    summary: 'Answers as they came, for those who run it.',
    item: AnswerView,
    csv: ANSWERS_CSV,
  })
  async listAnswers(@Id() id: string, @Query() asked: AnswersAsked, @WorkingAs() actor: Actor): Promise<Page<AnswerView>> {
    await this.consultations.refuseOthersOf(actor, id);
    return this.answersQueries.list(id, asked);
  }

  @Requires('consultations.run')
  @Post('consultations')
  @ApiOperation({ summary: 'Begin a consultation. Nobody else sees it until it is announced.' })
  @Answers(201, Made, 'The consultation.')
  async begin(@Body() command: BeginConsultation, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.consultations.begin(actor, command) };
  }

  @Requires('consultations.run')
  @Post('consultations/earlier')
  @ApiOperation({ summary: 'Record a consultation that was over before these records were kept, as far as it is known.' })
  @Answers(201, Made, 'The consultation.')
  async recordEarlier(@Body() command: RecordEarlierConsultation, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.consultations.recordEarlier(actor, command) };
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId/correction')
  @HttpCode(204)
  @ApiOperation({ summary: 'Record one that was over before these records were kept otherwise, as more is known.' })
  async correctEarlier(@Id() id: string, @Body() command: RecordEarlierConsultation, @WorkingAs() actor: Actor): Promise<void> {
    await this.consultations.correctEarlier(actor, id, command);
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change a draft.' })
  async change(@Id() id: string, @Body() command: ChangeConsultation, @WorkingAs() actor: Actor): Promise<void> {
    await this.consultations.change(actor, id, command);
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId/discard')
  @HttpCode(204)
  @ApiOperation({ summary: 'Throw a draft away.' })
  async discard(@Id() id: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.consultations.discard(actor, id);
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId/announcement')
  @HttpCode(204)
  @ApiOperation({ summary: 'Announce it. Everyone sees it from now on.' })
  async announce(@Id() id: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.consultations.announce(actor, id);
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId/short-reason')
  @HttpCode(204)
  @ApiOperation({ summary: 'Publish why it is shorter than promised, after it was announced.' })
  async explain(@Id() id: string, @Body() command: ExplainLength, @WorkingAs() actor: Actor): Promise<void> {
    await this.consultations.explain(actor, id, command);
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId/extensions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take answers for longer; after it closed, open it again.' })
  async extend(@Id() id: string, @Body() command: ExtendConsultation, @WorkingAs() actor: Actor): Promise<void> {
    await this.consultations.extend(actor, id, command);
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId/withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw it, with a reason. It stays to be seen.' })
  async withdraw(@Id() id: string, @Body() command: WithdrawConsultation, @WorkingAs() actor: Actor): Promise<void> {
    await this.consultations.withdraw(actor, id, command);
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId/outcome')
  @HttpCode(204)
  @ApiOperation({ summary: 'Publish what was done. Refused while an answer has no reason.' })
  async publishOutcome(@Id() id: string, @Body() command: PublishOutcome, @WorkingAs() actor: Actor): Promise<void> {
    await this.consultations.publishOutcome(actor, id, command);
  }

  @Requires('consultations.record-answers')
  @Post('consultations/:consultationId/answers')
  @ApiOperation({ summary: 'Record an answer that came by letter, by telephone or at an event, with where it is noted.' })
  @Answers(201, Made, 'The answer.')
  async recordAnswer(@Id() id: string, @Body() command: RecordAnswer, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: (await this.answers.record(actor, id, command)).id };
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId/answers/:answerId/decision')
  @HttpCode(204)
  @ApiOperation({ summary: 'Say what was done with an answer, and why.' })
  async decide(
    @Id() id: string,
    @Id('answerId') answerId: string,
    @Body() command: DecideAnswer,
    @WorkingAs() actor: Actor,
  ): Promise<void> {
    await this.answers.decide(actor, id, answerId, command);
  }

  @Requires('consultations.run')
  @Post('consultations/:consultationId/answers/:answerId/withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take back an answer that was recorded wrongly, or twice. One given online stays.' })
  async takeBack(
    @Id() id: string,
    @Id('answerId') answerId: string,
    @Body() command: TakeBackAnswer,
    @WorkingAs() actor: Actor,
  ): Promise<void> {
    await this.answers.takeBack(actor, id, answerId, command);
  }
}
