import { IsLine, IsText } from '#contracts';
import { type Actor, type Person, Requires, SignedIn, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { ANSWER_WORDS, KIND_WORDS, SURENESS_WORDS } from './alert-acts.js';
import { ALERT_ANSWERS, ALERT_KINDS, type AlertAnswerKind, type AlertKind, type Sureness, SURENESSES } from './alert-kinds.js';
import {
  type AnswerAlert,
  CloseAlert,
  CommentOnAlert,
  type GiveAlert,
  LINK,
  type UpdateAlert,
  WithdrawAlert,
  WORDS,
} from './change-alerts.commands.js';
import { ChangeAlertsQueries } from './change-alerts.queries.js';
import { ChangeAlerts } from './change-alerts.service.js';

const Id = () => RecordId('alertId', 'alert');
const choices = <Value extends string>(words: Readonly<Record<Value, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));
const FIELDS = { kinds: choices(KIND_WORDS), surenesses: choices(SURENESS_WORDS) };

class UpdateForm implements UpdateAlert {
  @IsIn(ALERT_KINDS, WORDS.kind) kind!: AlertKind;
  @IsText(2000, WORDS.what) what!: string;
  @IsText(1000, WORDS.affected) affected!: string;
  @IsOptional() @IsDateParts({ what: 'the day it begins' }) fromOn?: string;
  @IsIn(SURENESSES, WORDS.sureness) sureness!: Sureness;
  @IsText(1000, WORDS.asks) asks!: string;
  @IsOptional() @Matches(LINK, WORDS.link) link?: string;
}

class GiveForm extends UpdateForm implements GiveAlert {
  @IsLine(200, WORDS.department) department!: string;
}

class AnswerForm implements AnswerAlert {
  @IsIn(ALERT_ANSWERS, WORDS.answer) kind!: AlertAnswerKind;
  @IsText(2000, WORDS.words) words!: string;
  @IsOptional() @IsDateParts({ what: 'the day until which you want to talk' }) talkUntil?: string;
}

/** What is done about a change alert, a page a step. */
@Controller('change-alerts')
export class AlertStepsController {
  constructor(
    private readonly queries: ChangeAlertsQueries,
    private readonly alerts: ChangeAlerts,
  ) {}

  @Get('give')
  @Requires('change-alerts.give')
  @Render('change-alerts/give-alert.njk')
  async givePage(@SignedIn() asks: Person | null) {
    return { ...FIELDS, departments: await this.queries.departmentsOf(asks), alertId: null, values: {} };
  }

  @Post('give')
  @Requires('change-alerts.give')
  @FormPage('change-alerts/give-alert.njk', 'givePage')
  @Redirect()
  async give(@Body() form: GiveForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    const id = await this.alerts.give(actor, form);
    tellNext(reply, 'The Compact Implementation Group can read it now. Nobody outside the borough can.');
    return { url: `/change-alerts/${id}` };
  }

  @Get(':alertId/update')
  @Requires('change-alerts.give')
  @Render('change-alerts/give-alert.njk')
  async updatePage(@Id() alertId: string, @WorkingAs() actor: Actor) {
    return { ...FIELDS, departments: null, alertId, values: await this.queries.one(actor, alertId) };
  }

  @Post(':alertId/update')
  @Requires('change-alerts.give')
  @FormPage('change-alerts/give-alert.njk', 'updatePage')
  @Redirect()
  async update(@Id() id: string, @Body() form: UpdateForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.alerts.update(actor, id, form);
    return told(reply, id, 'It is changed. What it said before stays in its history.');
  }

  @Get(':alertId/answer')
  @Requires('change-alerts.answer')
  @Render('change-alerts/answer-alert.njk')
  async answerPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return { alert: await this.queries.one(actor, id), answers: choices(ANSWER_WORDS) };
  }

  @Post(':alertId/answer')
  @Requires('change-alerts.answer')
  @FormPage('change-alerts/answer-alert.njk', 'answerPage')
  @Redirect()
  async answer(@Id() id: string, @Body() form: AnswerForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.alerts.answer(actor, id, form);
    return told(reply, id, 'The answer is kept, and the department can read it.');
  }

  @Get(':alertId/comment')
  @Requires('change-alerts.comment')
  @Render('change-alerts/say-of-alert.njk')
  async commentPage(@Id() id: string, @WorkingAs() actor: Actor) {
    const asks = { question: 'What do you want to add?', button: 'Comment', note: 'The group and the department read it, with your role.' };
    return { ...asks, most: 2000, alert: await this.queries.one(actor, id) };
  }

  @Post(':alertId/comment')
  @Requires('change-alerts.comment')
  @FormPage('change-alerts/say-of-alert.njk', 'commentPage')
  @Redirect()
  async comment(
    @Id() id: string,
    @Body() form: CommentOnAlert,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.alerts.comment(actor, id, form);
    return told(reply, id, 'The comment is kept.');
  }

  @Get(':alertId/withdraw')
  @Requires('change-alerts.give')
  @Render('change-alerts/say-of-alert.njk')
  async withdrawPage(@Id() id: string, @WorkingAs() actor: Actor) {
    const asks = { question: 'Why do you withdraw the alert?', button: 'Withdraw the alert', note: 'The group reads your reason.' };
    return { ...asks, most: 1000, alert: await this.queries.one(actor, id) };
  }

  @Post(':alertId/withdraw')
  @Requires('change-alerts.give')
  @FormPage('change-alerts/say-of-alert.njk', 'withdrawPage')
  @Redirect()
  async withdraw(
    @Id() id: string,
    @Body() form: WithdrawAlert,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.alerts.withdraw(actor, id, form);
    return told(reply, id, 'The alert is withdrawn.');
  }

  @Get(':alertId/close')
  @Requires('change-alerts.give')
  @Render('change-alerts/say-of-alert.njk')
  async closePage(@Id() id: string, @WorkingAs() actor: Actor) {
    const asks = { question: 'The change came to be. What came of it?', button: 'Close the alert', note: 'The group reads it.' };
    return { ...asks, most: 1000, alert: await this.queries.one(actor, id) };
  }

  @Post(':alertId/close')
  @Requires('change-alerts.give')
  @FormPage('change-alerts/say-of-alert.njk', 'closePage')
  @Redirect()
  async close(@Id() id: string, @Body() form: CloseAlert, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.alerts.close(actor, id, form);
    return told(reply, id, 'The alert is closed.');
  }
}

function told(reply: FastifyReply, id: string, text: string): { url: string } {
  tellNext(reply, text);
  return { url: `/change-alerts/${id}` };
}
