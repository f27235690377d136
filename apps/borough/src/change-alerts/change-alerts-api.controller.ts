import { Answers, ListQuery, ListRoute, type Page } from '#api';
import { type Actor, Requires, WorkingAs } from '#identity';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { Made } from '../made.js';
import { RecordId } from '../record-id.js';
import { ALERT_ACTS } from './alert-acts.js';
import { ALERT_COLUMNS, AlertsAsked, ChangeAlertsQueries, ChangeAlertView } from './change-alerts.queries.js';
import { AnswerAlert, CloseAlert, CommentOnAlert, GiveAlert, UpdateAlert, WithdrawAlert } from './change-alerts.commands.js';
import { ChangeAlerts } from './change-alerts.service.js';

const Id = () => RecordId('alertId', 'alert');

/** Changes that are coming, as departments tell the Compact Implementation Group. */
@Controller('api/v1')
export class ChangeAlertsApiController {
  constructor(
    private readonly queries: ChangeAlertsQueries,
    private readonly alerts: ChangeAlerts,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Requires('change-alerts.read')
  @ListRoute('change-alerts', { summary: 'Change alerts, the latest first.', item: ChangeAlertView, csv: ALERT_COLUMNS })
  list(@Query() asked: AlertsAsked, @WorkingAs() actor: Actor): Promise<Page<ChangeAlertView>> {
    return this.queries.list(actor, asked);
  }

  @Requires('change-alerts.read')
  @ListRoute('change-alerts/unanswered', {
    summary: 'Alerts nobody answered in time, and those talked about for longer than was said; what waits longest first.',
    item: ChangeAlertView,
    csv: ALERT_COLUMNS,
  })
  async unanswered(@WorkingAs() actor: Actor): Promise<Page<ChangeAlertView>> {
    return { items: await this.queries.unanswered(actor), next: null };
  }

  @Requires('change-alerts.read')
  @Get('change-alerts/:alertId')
  @ApiOperation({ summary: 'One alert, with every answer and comment.' })
  @Answers(200, ChangeAlertView, 'The alert.')
  one(@Id() id: string, @WorkingAs() actor: Actor): Promise<ChangeAlertView> {
    return this.queries.one(actor, id);
  }

  @Requires('change-alerts.read')
  @ListRoute('change-alerts/:alertId/history', {
    summary: 'What was done about an alert, the latest first.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Id() id: string, @Query() { limit, cursor }: ListQuery, @WorkingAs() actor: Actor): Promise<Page<HistoryItem>> {
    await this.queries.one(actor, id);
    return this.recordHistory.of(id, ALERT_ACTS, { seesAll: true, limit, cursor });
  }

  @Requires('change-alerts.give')
  @Post('change-alerts')
  @ApiOperation({ summary: 'Tell the Compact Implementation Group of a change that is coming. It never leaves the borough.' })
  @Answers(201, Made, 'The alert.')
  async give(@Body() command: GiveAlert, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.alerts.give(actor, command) };
  }

  @Requires('change-alerts.give')
  @Post('change-alerts/:alertId/updates')
  @HttpCode(204)
  @ApiOperation({ summary: 'Say otherwise what is coming. If it was answered, it waits for an answer anew.' })
  async update(@Id() id: string, @Body() command: UpdateAlert, @WorkingAs() actor: Actor): Promise<void> {
    await this.alerts.update(actor, id, command);
  }

  @Requires('change-alerts.give')
  @Post('change-alerts/:alertId/withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw an alert. It stays, with why.' })
  async withdraw(@Id() id: string, @Body() command: WithdrawAlert, @WorkingAs() actor: Actor): Promise<void> {
    await this.alerts.withdraw(actor, id, command);
  }

  @Requires('change-alerts.give')
  @Post('change-alerts/:alertId/closing')
  @HttpCode(204)
  @ApiOperation({ summary: 'Close an alert whose change came to be.' })
  async close(@Id() id: string, @Body() command: CloseAlert, @WorkingAs() actor: Actor): Promise<void> {
    await this.alerts.close(actor, id, command);
  }

  @Requires('change-alerts.answer')
  @Post('change-alerts/:alertId/answers')
  @HttpCode(204)
  @ApiOperation({ summary: 'Answer an alert for the group. Every answer is kept.' })
  async answer(@Id() id: string, @Body() command: AnswerAlert, @WorkingAs() actor: Actor): Promise<void> {
    await this.alerts.answer(actor, id, command);
  }

  @Requires('change-alerts.comment')
  @Post('change-alerts/:alertId/comments')
  @HttpCode(204)
  @ApiOperation({ summary: 'Comment on an alert as a member of the group.' })
  async comment(@Id() id: string, @Body() command: CommentOnAlert, @WorkingAs() actor: Actor): Promise<void> {
    await this.alerts.comment(actor, id, command);
  }
}
