import { Answers, columnsNamed, ListQuery, ListRoute, type Page } from '#api';
import { type Actor, Requires, WorkingAs } from '#identity';
import { Label } from '#visibility';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { IsInt } from 'class-validator';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { AccessService } from './access.service.js';
import { ROLE_ACTS } from './role-acts.js';
import { EndRole, EndSignIns, GiveRole, RolesAsked, roleToGive } from './role.commands.js';
import { RolesQueries, RoleView } from './roles.queries.js';

/** What came of giving a role. */
@Label('borough')
class RolesCounted {
  @IsInt() readonly given!: number;
  /** Held already: the name or the last day was changed. */
  @IsInt() readonly changed!: number;
  @IsInt() readonly unchanged!: number;
}

const CSV = columnsNamed<RoleView>('id', 'name', 'issuer', 'subject', 'role', 'key', 'inWords', 'from', 'until', 'givenBy', 'endedBy');
const Id = () => Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

/** Who holds which role here. */
@Controller('api/v1')
export class RolesApiController {
  constructor(
    private readonly queries: RolesQueries,
    private readonly access: AccessService,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Requires('roles.read')
  @ListRoute('roles', { summary: 'Who holds which role in this borough, by name.', item: RoleView, csv: CSV })
  list(@Query() asked: RolesAsked, @WorkingAs() { clearance }: Actor): Promise<Page<RoleView>> {
    return this.queries.list(asked, clearance);
  }

  @Requires('roles.read')
  @Get('roles/:id')
  @ApiOperation({ summary: 'One role, as it was given.' })
  @Answers(200, RoleView, 'The role.')
  one(@Id() id: string, @WorkingAs() { clearance }: Actor): Promise<RoleView> {
    return this.queries.one(id, clearance);
  }

  @Requires('roles.read')
  @ListRoute('roles/:id/history', {
    summary: 'Who gave, changed and ended a role, in what role and why, the latest first.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Id() id: string, @Query() { limit, cursor }: ListQuery, @WorkingAs() { clearance }: Actor): Promise<Page<HistoryItem>> {
    await this.queries.one(id, clearance);
    return this.recordHistory.of(id, ROLE_ACTS, { seesAll: true, limit, cursor });
  }

  @Requires('roles.give')
  @Post('roles')
  @ApiOperation({ summary: 'Give a person a role. Held already, its name and last day are brought up to date.' })
  @Answers(201, RolesCounted, 'What was done.')
  async give(@Body() command: GiveRole, @WorkingAs() actor: Actor): Promise<RolesCounted> {
    return await this.access.give(actor, [roleToGive(command, actor.issuer)]);
  }

  @Requires('roles.give')
  @Post('roles/:id/end')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a role at once, also for people who are signed in.' })
  async end(@Id() id: string, @Body() { reason }: EndRole, @WorkingAs() actor: Actor): Promise<void> {
    await this.access.end(actor, id, reason);
  }

  @Requires('sessions.end')
  @Post('roles/:id/end-sign-ins')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign the person of a role out at every browser. The roles stay.' })
  async endSignIns(@Id() id: string, @Body() { reason }: EndSignIns, @WorkingAs() actor: Actor): Promise<void> {
    await this.access.endSignIns(actor, id, reason);
  }
}
