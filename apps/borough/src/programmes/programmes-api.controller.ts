import { Answers, columnsNamed, ListQuery, ListRoute, type Page } from '#api';
import { actorsWith, type Person, Public, Requires, SignedIn, WorkingAs, type Actor } from '#identity';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { OpenProgramme } from './open-programme.command.js';
import { PROGRAMME_ACTS } from './programme-acts.js';
import { fundersOf, ProgrammesAsked, ProgrammesQueries, ProgrammeView } from './programmes.queries.js';
import { ProgrammesService } from './programmes.service.js';
import { ProtectLevel, SetLevel } from './set-level.command.js';

const CSV = [
  ...columnsNamed<ProgrammeView>('id', 'title', 'code', 'funderIdentifier', 'ownFunding'),
  { heading: 'department', value: ({ department }: ProgrammeView) => department?.name },
];

const Id = () => Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

@Controller('api/v1')
export class ProgrammesApiController {
  constructor(
    private readonly programmes: ProgrammesService,
    private readonly queries: ProgrammesQueries,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Public()
  @ListRoute('programmes', { summary: 'Programmes by title, each with its levels.', item: ProgrammeView, csv: CSV })
  list(@Query() asked: ProgrammesAsked): Promise<Page<ProgrammeView>> {
    return this.queries.list(asked);
  }

  @Public()
  @Get('programmes/:id')
  @ApiOperation({ summary: 'One programme with its levels.' })
  @Answers(200, ProgrammeView, 'The programme.')
  one(@Id() id: string): Promise<ProgrammeView> {
    return this.queries.one(id);
  }

  @Public()
  @ListRoute('programmes/:id/history', {
    summary: 'Who did what to a programme, in what role and why, the latest first.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Id() id: string, @Query() { limit, cursor }: ListQuery, @SignedIn() person: Person | null): Promise<Page<HistoryItem>> {
    const seesAll = fundersOf(await this.queries.one(id), actorsWith(person, 'programmes.set-level')).length > 0;
    return this.recordHistory.of(id, PROGRAMME_ACTS, { seesAll, limit, cursor });
  }

  @Requires('programmes.open')
  @Post('programmes')
  @ApiOperation({ summary: 'Open a programme under which a department makes grants.' })
  @Answers(201, ProgrammeView, 'The programme.')
  async open(@Body() command: OpenProgramme, @WorkingAs() actor: Actor): Promise<ProgrammeView> {
    return this.queries.one(await this.programmes.open(actor, command));
  }

  @Requires('programmes.set-level')
  @Post('programmes/:id/levels')
  @ApiOperation({ summary: 'Set the budget of a programme for a financial year, or change it with a reason.' })
  @Answers(201, ProgrammeView, 'The programme with its levels.')
  async setLevel(@Id() id: string, @Body() command: SetLevel, @WorkingAs() actor: Actor): Promise<ProgrammeView> {
    await this.programmes.setLevel(actor, id, command);
    return this.queries.one(id);
  }

  @Requires('programmes.set-level')
  @Post('programmes/:id/levels/:financialYear/protection')
  @HttpCode(204)
  @ApiOperation({ summary: 'Pledge that a level will not be below that of the year before. The year is written 2026-27.' })
  async protectLevel(
    @Id() id: string,
    @Param('financialYear') financialYear: string,
    @Body() command: ProtectLevel,
    @WorkingAs() actor: Actor,
  ): Promise<void> {
    await this.programmes.protectLevel(actor, id, financialYear.replace('-', '/'), command);
  }
}
