import { CONSULTATION_KINDS, CONSULTATION_METHODS, CONSULTED_SIDES } from '#contracts';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import {
  BeginConsultationForm,
  ConsultationForm,
  CorrectConsultationForm,
  EarlierConsultationForm,
  ExtendConsultationForm,
} from './consultation-forms.js';
import {
  factsOf,
  KIND_WORDS,
  lengthHint,
  METHOD_WORDS,
  nextSteps,
  outcomeDueOn,
  promisedLength,
  REACH_WORDS,
} from './consultation-on-page.js';
import { NotNextForConsultation } from './consultation.errors.js';
import { ExplainLength, PublishOutcome, WithdrawConsultation } from './consultations.commands.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { ConsultationsService } from './consultations.service.js';
import { Running } from './running.js';

const choices = <Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, text: words[value] }));

const FIELDS = {
  kinds: choices(CONSULTATION_KINDS, KIND_WORDS),
  methods: choices(CONSULTATION_METHODS, METHOD_WORDS),
  sides: choices(CONSULTED_SIDES, REACH_WORDS),
};

const Id = () => RecordId('consultationId', 'consultation');
type Reply = FastifyReply;

/** What those who run a consultation record of it, step by step. */
@Requires('consultations.run')
@Controller('consultations')
export class ConsultationStepsController {
  constructor(
    private readonly queries: ConsultationsQueries,
    private readonly consultations: ConsultationsService,
  ) {}

  @Get('begin')
  @Render('consultations/begin.njk')
  async beginPage(@WorkingAs() actor: Actor, @Query('version') version?: string) {
    const values = { untilFive: 'yes', kind: 'formal-written', methods: ['written'], ...(version && { whose: `version ${version}` }) };
    return { ...FIELDS, promisedLength: await this.promisedLength(), whose: await this.queries.whoseOf(actor), values };
  }

  @Post('begin')
  @FormPage('consultations/begin.njk', 'beginPage')
  @Redirect()
  async begin(@Body() { whose, ...form }: BeginConsultationForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    const id = await this.consultations.begin(actor, { ...ConsultationForm.asked(form), ...BeginConsultationForm.whose(whose) });
    return done(reply, id, 'The draft is kept. Nobody else sees it until you announce it.');
  }

  @Get('earlier')
  @Render('consultations/earlier.njk')
  async earlierPage(@WorkingAs() actor: Actor) {
    const whose = (await this.queries.whoseOf(actor)).filter(({ value }) => !value.startsWith('version '));
    return { ...FIELDS, whose, values: { untilFive: 'yes', kind: 'formal-written' } };
  }

  @Post('earlier')
  @FormPage('consultations/earlier.njk', 'earlierPage')
  @Redirect()
  async earlier(@Body() { whose, ...form }: EarlierConsultationForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    const id = await this.consultations.recordEarlier(actor, {
      ...CorrectConsultationForm.earlier(form),
      ...BeginConsultationForm.whose(whose),
    });
    return done(reply, id, 'It is recorded, and told to the network.');
  }

  @Get(':consultationId/correct')
  @Render('consultations/earlier.njk')
  async correctPage(@Id() id: string, @WorkingAs() actor: Actor) {
    const { consultation, notNow } = await this.atStep(id, actor, 'correct');
    return { ...FIELDS, consultation, notNow, values: CorrectConsultationForm.values(consultation) };
  }

  @Post(':consultationId/correct')
  @FormPage('consultations/earlier.njk', 'correctPage')
  @Redirect()
  async correct(
    @Id() id: string,
    @Body() form: CorrectConsultationForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    await this.consultations.correctEarlier(actor, id, CorrectConsultationForm.earlier(form));
    return done(reply, id, 'It is recorded otherwise, and told to the network.');
  }

  @Get(':consultationId/change')
  @Render('consultations/change.njk')
  async changePage(@Id() id: string, @WorkingAs() actor: Actor) {
    const { consultation, notNow } = await this.atStep(id, actor, 'change');
    const promised = await this.promisedLength();
    return {
      ...FIELDS,
      promisedLength: promised,
      consultation,
      notNow,
      values: { ...consultation, untilFive: consultation.openUntilFive ? 'yes' : 'no' },
    };
  }

  @Post(':consultationId/change')
  @FormPage('consultations/change.njk', 'changePage')
  @Redirect()
  async change(@Id() id: string, @Body() form: ConsultationForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.consultations.change(actor, id, ConsultationForm.asked(form));
    return done(reply, id, 'The draft is changed.');
  }

  @Get(':consultationId/discard')
  @Render('consultations/discard.njk')
  async discardPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return this.atStep(id, actor, 'discard');
  }

  @Post(':consultationId/discard')
  @FormPage('consultations/discard.njk', 'discardPage')
  @Redirect()
  async discard(@Id() id: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.consultations.discard(actor, id);
    tellNext(reply, 'The draft is thrown away.');
    return { url: '/consultations' };
  }

  @Get(':consultationId/announce')
  @Render('consultations/announce.njk')
  async announcePage(@Id() id: string, @WorkingAs() actor: Actor) {
    const { consultation, notNow } = await this.atStep(id, actor, 'announce');
    const own = await this.queries.ownLength(consultation.opensOn);
    return { consultation, notNow, facts: factsOf(consultation, this.queries.today), hint: lengthHint(consultation, own) };
  }

  @Post(':consultationId/announce')
  @FormPage('consultations/announce.njk', 'announcePage')
  @Redirect()
  async announce(@Id() id: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.consultations.announce(actor, id);
    return done(reply, id, 'It is announced, and told to the network.');
  }

  @Get(':consultationId/explain')
  @Render('consultations/explain.njk')
  async explainPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return this.atStep(id, actor, 'explain');
  }

  @Post(':consultationId/explain')
  @FormPage('consultations/explain.njk', 'explainPage')
  @Redirect()
  async explain(@Id() id: string, @Body() form: ExplainLength, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.consultations.explain(actor, id, form);
    return done(reply, id, 'The reason is published.');
  }

  @Get(':consultationId/extend')
  @Render('consultations/extend.njk')
  async extendPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return this.atStep(id, actor, 'extend');
  }

  @Post(':consultationId/extend')
  @FormPage('consultations/extend.njk', 'extendPage')
  @Redirect()
  async extend(
    @Id() id: string,
    @Body() form: ExtendConsultationForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    await this.consultations.extend(actor, id, form);
    return done(reply, id, 'Answers are taken until the new day, and everyone is told why.');
  }

  @Get(':consultationId/withdraw')
  @Render('consultations/withdraw.njk')
  async withdrawPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return this.atStep(id, actor, 'withdraw');
  }

  @Post(':consultationId/withdraw')
  @FormPage('consultations/withdraw.njk', 'withdrawPage')
  @Redirect()
  async withdraw(
    @Id() id: string,
    @Body() form: WithdrawConsultation,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    await this.consultations.withdraw(actor, id, form);
    return done(reply, id, 'It is withdrawn. It stays to be seen, with your reason.');
  }

  @Get(':consultationId/outcome')
  @Render('consultations/outcome.njk')
  async outcomePage(@Id() id: string, @WorkingAs() actor: Actor) {
    const asking = await this.atStep(id, actor, 'outcome');
    return { ...asking, dueOn: outcomeDueOn(asking.consultation.answersUntil) };
  }

  @Post(':consultationId/outcome')
  @FormPage('consultations/outcome.njk', 'outcomePage')
  @Redirect()
  async outcome(@Id() id: string, @Body() form: PublishOutcome, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.consultations.publishOutcome(actor, id, form);
    return done(reply, id, 'The outcome is published, and told to the network.');
  }

  /** The consultation, and why this step of it does not come next; null where it does. */
  private async atStep(id: string, actor: Actor, step: string) {
    const consultation = await this.queries.one(id, Running.of(actor));
    const isNext = nextSteps(consultation).some(({ path }) => path === step);
    return { consultation, notNow: isNext ? null : new NotNextForConsultation(consultation.state).message };
  }

  private async promisedLength(): Promise<string> {
    return promisedLength(await this.queries.ownLength());
  }
}

function done(reply: Reply, id: string, says: string) {
  tellNext(reply, says);
  return { url: `/consultations/${id}` };
}
