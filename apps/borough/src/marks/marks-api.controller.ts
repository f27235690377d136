import { Answers, type Column, columnsNamed, ListQuery, ListRoute, type Page } from '#api';
import { type Actor, type Person, Public, Requires, type Side, SignedIn, sideOf, WorkingAs } from '#identity';
import { Label } from '#visibility';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { MARK_ACTS } from './mark-acts.js';
import { MarkRounds } from './mark-rounds.service.js';
import { MarkRoundsQueries, MarkRoundView, MarksView, OwnMarkView, recordsFor, sideOfChair } from './mark-rounds.queries.js';
import { GiveMark, ReplyToRound, WithdrawRound } from './marks.commands.js';

/** A round that was begun. */
@Label('borough')
export class BegunRoundView {
  /** Its year and its number, by which it is found. */
  @IsString() readonly name!: string;
}

const ROUNDS_CSV = columnsNamed<MarkRoundView>(
  'name',
  'state',
  'catalogueVersion',
  'begunOn',
  'begunSide',
  'councilDoneOn',
  'sectorDoneOn',
  'openedOn',
  'replyUntil',
  'publishedOn',
  'withdrawnOn',
  'withdrawnBecause',
);

const ofSide = (side: Side, field: 'mark' | 'comment'): Column<MarksView> => ({
  heading: `${side}${field === 'mark' ? 'Mark' : 'Comment'}`,
  value: ({ marks }) => marks.find((one) => one.side === side)?.[field] ?? null,
});
const evidenceOfSide = (side: Side): Column<MarksView> => ({
  heading: `${side}Evidence`,
  value: ({ marks }) => marks.find((one) => one.side === side)?.evidence?.grade ?? null,
});

const RESULTS_CSV: readonly Column<MarksView>[] = [
  ...columnsNamed<MarksView>('commitmentId', 'title', 'basis', 'says'),
  ...(['council', 'sector'] as const).flatMap((side) => [ofSide(side, 'mark'), ofSide(side, 'comment'), evidenceOfSide(side)]),
];

const OWN_CSV: readonly Column<OwnMarkView>[] = [
  ...columnsNamed<OwnMarkView>('commitmentId', 'title'),
  { heading: 'mark', value: ({ mark }) => mark?.mark ?? null },
  { heading: 'comment', value: ({ mark }) => mark?.comment ?? null },
  { heading: 'evidence', value: ({ mark }) => mark?.evidence?.grade ?? null },
];

const whole = <T>(items: T[]): Page<T> => ({ items, next: null });

/** What records cannot show, marked by both chairs. */
@Controller('api/v1')
export class MarksApiController {
  constructor(
    private readonly queries: MarkRoundsQueries,
    private readonly rounds: MarkRounds,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Public()
  @ListRoute('mark-rounds', {
    summary: 'Rounds of marks, the latest first: those published, and for the chairs all.',
    item: MarkRoundView,
    csv: ROUNDS_CSV,
  })
  list(@Query() asked: ListQuery, @SignedIn() person: Person | null): Promise<Page<MarkRoundView>> {
    return this.queries.list(sideOfChair(person), asked);
  }

  @Public()
  @Get('mark-rounds/:round')
  @ApiOperation({ summary: 'One round, with the replies to it.' })
  @Answers(200, MarkRoundView, 'The round.')
  async one(@Param('round') name: string, @SignedIn() person: Person | null): Promise<MarkRoundView> {
    return (await this.queries.one(name, sideOfChair(person))).view;
  }

  @Public()
  @ListRoute('mark-rounds/:round/results', {
    summary: 'The marks of both sides, for the chairs once both are done.',
    item: MarksView,
    csv: RESULTS_CSV,
  })
  async results(@Param('round') name: string, @SignedIn() person: Person | null): Promise<Page<MarksView>> {
    return whole(await this.queries.results(name, sideOfChair(person)));
  }

  @Requires('marks.give')
  @ListRoute('mark-rounds/:round/own-marks', { summary: 'What one’s own side marked.', item: OwnMarkView, csv: OWN_CSV })
  async own(@Param('round') name: string, @WorkingAs() { role }: Actor): Promise<Page<OwnMarkView>> {
    return whole(await this.queries.own(name, sideOf(role) as Side));
  }

  @Requires('marks.give')
  @ListRoute('mark-rounds/:round/history', {
    summary: 'Who did what in the round, the latest first.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(
    @Param('round') name: string,
    @Query() { limit, cursor }: ListQuery,
    @WorkingAs() { role }: Actor,
  ): Promise<Page<HistoryItem>> {
    const side = sideOf(role) as Side;
    const records = recordsFor(await this.queries.one(name, side), side);
    return this.recordHistory.of(records, MARK_ACTS, { seesAll: true, limit, cursor });
  }

  @Requires('marks.give')
  @Post('mark-rounds')
  @ApiOperation({ summary: 'Begin a round. One is under way at a time.' })
  @Answers(201, BegunRoundView, 'The round.')
  async begin(@WorkingAs() actor: Actor): Promise<BegunRoundView> {
    return { name: await this.rounds.begin(actor) };
  }

  @Requires('marks.give')
  @Post('mark-rounds/:round/marks/:commitmentId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mark a commitment for one’s own side, or leave it out. It can be changed until that side is done.' })
  async mark(
    @Param('round') name: string,
    @Param('commitmentId') commitmentId: string,
    @Body() command: GiveMark,
    @WorkingAs() actor: Actor,
  ): Promise<void> {
    await this.rounds.mark(actor, name, commitmentId, command);
  }

  @Requires('marks.give')
  @Post('mark-rounds/:round/done')
  @HttpCode(204)
  @ApiOperation({ summary: 'Say that one’s own side is done. When both are, the marks open to both.' })
  async done(@Param('round') name: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.rounds.done(actor, name);
  }

  @Requires('marks.give')
  @Post('mark-rounds/:round/replies')
  @HttpCode(204)
  @ApiOperation({ summary: 'Reply to a round that is open. It is published with it.' })
  async reply(@Param('round') name: string, @Body() command: ReplyToRound, @WorkingAs() actor: Actor): Promise<void> {
    await this.rounds.reply(actor, name, command);
  }

  @Requires('marks.give')
  @Post('mark-rounds/:round/withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a round that one’s own side began and that is not open. Its marks are never opened.' })
  async withdraw(@Param('round') name: string, @Body() command: WithdrawRound, @WorkingAs() actor: Actor): Promise<void> {
    await this.rounds.withdraw(actor, name, command);
  }
}
