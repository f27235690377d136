import { dateInWords } from '#clock';
import { Public } from '#identity';
import { FormPage } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { Borough } from '../borough.js';
import { RecordId } from '../record-id.js';
import { AnswerForm, OWN_ANSWER_FIELDS } from './answer-form.js';
import { DISPOSITION_WORDS } from './consultation-acts.js';
import { SECTOR_WORDS, STANCE_WORDS } from './consultation-on-page.js';
import { whenInWords } from './consultation-states.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { OnlineAnswers, type OwnAnswer } from './online-answers.service.js';

const AN_ADDRESS = { message: 'Enter an email address in the correct format, like name@example.com' };

class OnlineAnswerForm extends AnswerForm {
  @IsString(AN_ADDRESS) @MaxLength(254, AN_ADDRESS) address!: string;
}

const Id = () => RecordId('consultationId', 'consultation');

/** Answering a consultation without an account, and reading one's own answer by the link that came by mail. */
@Public()
@Controller()
export class OnlineAnswersController {
  constructor(
    private readonly consultations: ConsultationsQueries,
    private readonly online: OnlineAnswers,
    private readonly borough: Borough,
  ) {}

  @Get('consultations/:consultationId/answer')
  @Render('consultations/answer.njk')
  async answerPage(@Id() id: string, @Query('clause') clauseId?: string) {
    const consultation = await this.consultations.one(id, null);
    const clauses = await this.consultations.clauses(consultation);
    const { state } = consultation;
    return {
      ...OWN_ANSWER_FIELDS,
      consultation,
      clauses,
      when: whenInWords(consultation, this.consultations.today),
      isOpen: state === 'open',
      isPossible: this.online.isPossible,
      contact: this.borough.contact,
      values: { clauseId },
    };
  }

  @Post('consultations/:consultationId/answer')
  @FormPage('consultations/answer.njk', 'answerPage')
  @Redirect()
  async answer(@Id() id: string, @Body() { address, ...form }: OnlineAnswerForm) {
    await this.online.give(id, AnswerForm.said(form), address.trim());
    return { url: `/consultations/${id}/answer-sent` };
  }

  @Get('consultations/:consultationId/answer-sent')
  @Render('consultations/answer-sent.njk')
  async sentPage(@Id() id: string) {
    return { consultation: await this.consultations.one(id, null), contact: this.borough.contact };
  }

  @Get('your-answer')
  @Render('consultations/your-answer.njk')
  async own(@Query('link') link?: string) {
    return { link, ...onPage(await this.online.read(String(link ?? ''))) };
  }

  @Post('your-answer')
  @FormPage('consultations/your-answer.njk', 'own')
  @Redirect()
  async confirm(@Query('link') link?: string) {
    await this.online.confirm(String(link ?? ''));
    return { url: `/your-answer?link=${encodeURIComponent(String(link ?? ''))}` };
  }
}

function onPage({ consultation, waiting, answer }: OwnAnswer) {
  const said = waiting ?? answer;
  return {
    consultation,
    isConfirmed: answer !== null,
    answer,
    stance: said && STANCE_WORDS[said.stance],
    words: said?.text,
    forWhom: said && (said.groupName ?? 'Yourself'),
    sector: said && SECTOR_WORDS[said.sector],
    receivedOn: answer && dateInWords(answer.receivedOn),
    decided: answer?.disposition && DISPOSITION_WORDS[answer.disposition],
  };
}
