import { DISPOSITIONS, IsText } from '#contracts';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { ANSWER_FIELDS, AnswerForm } from './answer-form.js';
import { CHANNELS, type Channel } from './answer-kinds.js';
import { AnswersAsked, AnswersQueries } from './answers.queries.js';
import { AnswersService } from './answers.service.js';
import { CHANNEL_WORDS, DISPOSITION_WORDS } from './consultation-acts.js';
import { answerCells, SECTOR_WORDS, speaksFor, STANCE_WORDS } from './consultation-on-page.js';
import { DecideAnswer, TakeBackAnswer, WORDS } from './consultations.commands.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { ConsultationsService } from './consultations.service.js';
import { Running } from './running.js';

const AT_ONCE = 100;

/** An answer that came otherwise than online, as the form has it. */
class RecordAnswerForm extends AnswerForm {
  @IsIn(CHANNELS, WORDS.channel) channel!: Channel;
  @IsText(300, WORDS.notedBy) notedBy!: string;
  @IsDateParts({ what: 'the day it came' }) receivedOn!: string;
}

const FIELDS = { ...ANSWER_FIELDS, channels: CHANNELS.map((value) => ({ value, text: CHANNEL_WORDS[value] })) };

const Id = () => RecordId('consultationId', 'consultation');

/** Answers as they came, and the response table: each with what was done, and why. */
@Requires('consultations.run')
@Controller('consultations/:consultationId/answers')
export class AnswersController {
  constructor(
    private readonly consultations: ConsultationsQueries,
    private readonly queries: AnswersQueries,
    private readonly answers: AnswersService,
    private readonly owned: ConsultationsService,
  ) {}

  @Get()
  @Render('consultations/answers.njk')
  async list(@Id() id: string, @Query() asked: AnswersAsked, @WorkingAs() actor: Actor) {
    await this.owned.refuseOthersOf(actor, id);
    const consultation = await this.consultations.one(id, Running.of(actor));
    const { items, next } = await this.queries.list(id, { ...asked, limit: AT_ONCE });
    const mayRecord = (consultation.state === 'open' || consultation.state === 'closed') && !consultation.isEarlier;
    return { consultation, rows: items.map((one) => answerCells(one, id)), next, isWaitingOnly: asked.state === 'waiting', mayRecord };
  }

  @Get('record')
  @Requires('consultations.record-answers')
  @Render('consultations/record-answer.njk')
  async recordPage(@Id() id: string, @Query('clause') clauseId?: string) {
    const consultation = await this.consultations.one(id, null);
    return { ...FIELDS, consultation, clauses: await this.consultations.clauses(consultation), values: { clauseId } };
  }

  @Post('record')
  @Requires('consultations.record-answers')
  @FormPage('consultations/record-answer.njk', 'recordPage')
  @Redirect()
  async record(
    @Id() id: string,
    @Body() form: RecordAnswerForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { number } = await this.answers.record(actor, id, { ...form, ...AnswerForm.said(form) });
    tellNext(reply, `It is recorded as answer ${number}.`);
    return { url: `/consultations/${id}` };
  }

  @Get(':answerId')
  @Render('consultations/decide-answer.njk')
  async decidePage(@Id() id: string, @RecordId('answerId', 'answer') answerId: string, @WorkingAs() actor: Actor) {
    await this.owned.refuseOthersOf(actor, id);
    const consultation = await this.consultations.one(id, Running.of(actor));
    const answer = await this.queries.one(id, answerId);
    return {
      consultation,
      answer,
      speaks: speaksFor(answer),
      sector: SECTOR_WORDS[answer.sector],
      stance: STANCE_WORDS[answer.stance],
      channel: CHANNEL_WORDS[answer.channel],
      mayDecide: consultation.state === 'open' || consultation.state === 'closed',
      decided: answer.disposition && DISPOSITION_WORDS[answer.disposition],
      dispositions: DISPOSITIONS.map((value) => ({ value, text: DISPOSITION_WORDS[value] })),
      values: answer,
    };
  }

  @Get(':answerId/take-back')
  @Render('consultations/take-back-answer.njk')
  async takeBackPage(@Id() id: string, @RecordId('answerId', 'answer') answerId: string, @WorkingAs() actor: Actor) {
    await this.owned.refuseOthersOf(actor, id);
    const consultation = await this.consultations.one(id, Running.of(actor));
    return { consultation, answer: await this.queries.one(id, answerId) };
  }

  @Post(':answerId/take-back')
  @FormPage('consultations/take-back-answer.njk', 'takeBackPage')
  @Redirect()
  async takeBack(
    @Id() id: string,
    @RecordId('answerId', 'answer') answerId: string,
    @Body() form: TakeBackAnswer,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.answers.takeBack(actor, id, answerId, form);
    tellNext(reply, 'It is taken back, and counts no more. If it was recorded wrongly, record it anew.');
    return { url: `/consultations/${id}/answers` };
  }

  @Post(':answerId')
  @FormPage('consultations/decide-answer.njk', 'decidePage')
  @Redirect()
  async decide(
    @Id() id: string,
    @RecordId('answerId', 'answer') answerId: string,
    @Body() form: DecideAnswer,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.answers.decide(actor, id, answerId, form);
    const [next] = (await this.queries.list(id, { state: 'waiting', limit: 1 })).items;
    tellNext(reply, next ? 'It is kept. Here is the next one that waits.' : 'It is kept. Every answer has its reason.');
    return { url: next ? `/consultations/${id}/answers/${next.id}` : `/consultations/${id}/answers` };
  }
}
