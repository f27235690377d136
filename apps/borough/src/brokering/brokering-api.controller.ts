import { Answers, ListQuery, ListRoute, type Page } from '#api';
import { type Actor, Requires, WorkingAs } from '#identity';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { Made } from '../made.js';
import { RecordId } from '../record-id.js';
import { BROKERING_ACTS } from './brokering-acts.js';
import { AddStep, CloseEntry, OpenAgain, OpenEntry } from './brokering.commands.js';
import { BrokeringEntryView, BrokeringQueries, EntriesAsked, ENTRY_COLUMNS } from './brokering.queries.js';
import { Brokering } from './brokering.service.js';

const Id = () => RecordId('entryId', 'entry');

/** What the Compact Implementation Group brokers. It never leaves the borough, and who reads it is written down. */
@Requires('brokering.keep')
@Controller('api/v1')
export class BrokeringApiController {
  constructor(
    private readonly queries: BrokeringQueries,
    private readonly brokering: Brokering,
    private readonly recordHistory: RecordHistory,
  ) {}

  @ListRoute('brokering', { summary: 'What the group brokers, the latest first.', item: BrokeringEntryView, csv: ENTRY_COLUMNS })
  list(@Query() asked: EntriesAsked, @WorkingAs() actor: Actor): Promise<Page<BrokeringEntryView>> {
    return this.queries.list(actor, asked);
  }

  @Get('brokering/:entryId')
  @ApiOperation({ summary: 'One entry, with every step.' })
  @Answers(200, BrokeringEntryView, 'The entry.')
  one(@Id() id: string, @WorkingAs() actor: Actor): Promise<BrokeringEntryView> {
    return this.queries.one(actor, id);
  }

  @ListRoute('brokering/:entryId/history', {
    summary: 'What was done in an entry, the latest first. What was said stands in the entry alone.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Id() id: string, @Query() { limit, cursor }: ListQuery, @WorkingAs() actor: Actor): Promise<Page<HistoryItem>> {
    await this.queries.one(actor, id);
    return this.recordHistory.of(id, BROKERING_ACTS, { seesAll: true, seesCase: true, limit, cursor });
  }

  @Post('brokering')
  @ApiOperation({ summary: 'Open an entry.' })
  @Answers(201, Made, 'The entry.')
  async open(@Body() command: OpenEntry, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.brokering.open(actor, command) };
  }

  @Post('brokering/:entryId/steps')
  @HttpCode(204)
  @ApiOperation({ summary: 'Write down what was done.' })
  async addStep(@Id() id: string, @Body() command: AddStep, @WorkingAs() actor: Actor): Promise<void> {
    await this.brokering.addStep(actor, id, command);
  }

  @Post('brokering/:entryId/closing')
  @HttpCode(204)
  @ApiOperation({ summary: 'Close an entry, with what came of it.' })
  async close(@Id() id: string, @Body() command: CloseEntry, @WorkingAs() actor: Actor): Promise<void> {
    await this.brokering.close(actor, id, command);
  }

  @Post('brokering/:entryId/opening')
  @HttpCode(204)
  @ApiOperation({ summary: 'Open an entry again. That it was closed, and how, stays in it.' })
  async openAgain(@Id() id: string, @Body() command: OpenAgain, @WorkingAs() actor: Actor): Promise<void> {
    await this.brokering.openAgain(actor, id, command);
  }
}
