import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AgreedByBoth } from './agreed-by-both.service.js';
import { COMMITMENT_CHOICES, LearningForm, OutcomeForm, StepForm } from './concern-forms.js';
import { CAUSE_CHOICES, OUTCOME_CHOICES } from './concern-kinds.js';
import { linksFor } from './concern-links.js';
import { stepChoices } from './concern-on-page.js';
import { NoReplyNow, NoSuchStep } from './concern.errors.js';
import { AddDocument, GiveAccount, ReplyToLearning, WithdrawLearning } from './concerns.commands.js';
import { ConcernsQueries } from './concerns.queries.js';
import { ConcernsService } from './concerns.service.js';

type Reply = FastifyReply;
const Reference = () => Param('reference');
const ASK = 'concerns/ask.njk';

/** One field of a question, as the page has it. */
interface Field {
  readonly kind: 'text' | 'line' | 'radios' | 'select' | 'date' | 'yes';
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly items?: readonly object[];
  readonly most?: number;
}

/** A question: its title, the words on its button, and its fields. */
interface Asking {
  readonly title: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly says?: string;
}

const text = (name: string, label: string, hint = '', most = 2000): Field => ({ kind: 'text', name, label, hint, most });

/** What those who handle a concern write into it, one question a page. */
@Controller('concerns/:reference')
export class ConcernStepsController {
  constructor(
    private readonly queries: ConcernsQueries,
    private readonly concerns: ConcernsService,
    private readonly agreed: AgreedByBoth,
  ) {}

  /** What is asked on a page of the concern, and why not now; null where it is the time for it. */
  private async asking(actor: Actor, reference: string, page: string, asking: Asking) {
    const { id, view } = await this.queries.one(actor, reference);
    const links = linksFor(actor, view, { isProposed: await this.concerns.isProposed(id), today: this.queries.today });
    const refusal = page === 'learning-reply' ? new NoReplyNow(view.learning) : new NoSuchStep(view.state);
    return { reference, asking, notNow: links.some((link) => link.page === page) ? null : refusal.message };
  }

  @Get('step')
  @Requires('concerns.handle')
  @Render(ASK)
  async stepPage(@Reference() reference: string, @WorkingAs() actor: Actor) {
    const { view } = await this.queries.one(actor, reference);
    const isAcknowledged = view.steps.some(({ step }) => step === 'acknowledge');
    const fields: Field[] = [
      { kind: 'radios', name: 'step', label: 'What comes next?', items: stepChoices(view.state, isAcknowledged) },
      text('words', 'What is to be said of it', 'Whoever raised it, and the body that it is about, read this. Name nobody.'),
      ...(view.state === 'outcome-agreed'
        ? [{ kind: 'date' as const, name: 'dueOn', label: 'By when is it done? For an action alone' }]
        : []),
    ];
    return this.asking(actor, reference, 'step', { title: 'Take it one step on', action: 'Record it', fields });
  }

  @Post('step')
  @Requires('concerns.handle')
  @FormPage(ASK, 'stepPage')
  @Redirect()
  async step(@Reference() reference: string, @Body() form: StepForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.concerns.take(actor, reference, StepForm.taken(form));
    return done(reply, reference, 'It is recorded.');
  }

  @Get('document')
  @Requires('concerns.handle')
  @Render(ASK)
  async documentPage(@Reference() reference: string, @WorkingAs() actor: Actor) {
    const fields: Field[] = [
      { kind: 'line', name: 'title', label: 'Title of the document' },
      { kind: 'line', name: 'link', label: 'Its web address', hint: 'Like https://www.example.org/letter.pdf' },
    ];
    return this.asking(actor, reference, 'document', { title: 'Add a document', action: 'Add it', fields });
  }

  @Post('document')
  @Requires('concerns.handle')
  @FormPage(ASK, 'documentPage')
  @Redirect()
  async document(
    @Reference() reference: string,
    @Body() form: AddDocument,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    await this.concerns.addDocument(actor, reference, form);
    return done(reply, reference, 'The document is added.');
  }

  @Get('account')
  @Requires('concerns.answer')
  @Render(ASK)
  async accountPage(@Reference() reference: string, @WorkingAs() actor: Actor) {
    const says = 'It stands beside the account of whoever raised it. You can write it anew until an outcome is proposed.';
    const fields = [text('text', 'What happened, as you see it', '', 5000)];
    return this.asking(actor, reference, 'account', { title: 'The account of your department', action: 'Keep it', fields, says });
  }

  @Post('account')
  @Requires('concerns.answer')
  @FormPage(ASK, 'accountPage')
  @Redirect()
  async account(
    @Reference() reference: string,
    @Body() form: GiveAccount,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    await this.concerns.answer(actor, reference, form);
    return done(reply, reference, 'Your account is kept.');
  }

  @Get('outcome')
  @Requires('concerns.decide')
  @Render(ASK)
  async outcomePage(@Reference() reference: string, @WorkingAs() actor: Actor) {
    const fields: Field[] = [
      { kind: 'radios', name: 'outcome', label: 'Outcome', items: OUTCOME_CHOICES },
      { kind: 'radios', name: 'cause', label: 'What was the cause?', items: CAUSE_CHOICES },
      text('finding', 'What was found'),
      ...[1, 2, 3].flatMap((at) => [
        { kind: 'line' as const, name: `recommended${at}`, label: `Recommendation ${at}`, hint: 'Nothing, where there is none' },
        { kind: 'date' as const, name: `dueOn${at}`, label: `By when, recommendation ${at}` },
      ]),
    ];
    const says = 'It is agreed once the chair of the other side confirms it. From now on neither account changes.';
    return this.asking(actor, reference, 'outcome', { title: 'Propose an outcome', action: 'Propose it', fields, says });
  }

  @Post('outcome')
  @Requires('concerns.decide')
  @FormPage(ASK, 'outcomePage')
  @Redirect()
  async outcome(
    @Reference() reference: string,
    @Body() form: OutcomeForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const id = await this.agreed.proposeOutcome(actor, reference, OutcomeForm.proposed(form));
    tellNext(reply, 'It is proposed. The chair of the other side has 28 days to confirm or refuse it.');
    return { url: `/two-keys/${id}` };
  }

  @Get('learning')
  @Requires('concerns.decide')
  @Render(ASK)
  async learningPage(@Reference() reference: string, @WorkingAs() actor: Actor) {
    const fields: Field[] = [
      text('lesson', 'The lesson', 'No name, no day, no sum: nobody should be able to tell who it was.'),
      { kind: 'select', name: 'commitmentId', label: 'Which commitment is it about?', items: COMMITMENT_CHOICES },
      { kind: 'yes', name: 'namesAreMeant', label: 'Names', items: [{ value: 'yes', text: 'It holds names, and they are meant' }] },
    ];
    const says =
      'The body that it is about, and whoever raised it, can reply first. Then both chairs publish it, with the cause and the outcome.';
    return this.asking(actor, reference, 'learning', { title: 'What was learnt?', action: 'Keep it for replies', fields, says });
  }

  @Post('learning')
  @Requires('concerns.decide')
  @FormPage(ASK, 'learningPage')
  @Redirect()
  async learning(
    @Reference() reference: string,
    @Body() form: LearningForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    await this.concerns.writeLearning(actor, reference, LearningForm.written(form));
    return done(reply, reference, 'It is kept, and waits for replies.');
  }

  @Get('learning-reply')
  @Requires('concerns.reply')
  @Render(ASK)
  async replyPage(@Reference() reference: string, @WorkingAs() actor: Actor) {
    const fields = [text('text', 'Your words', 'Both chairs read them before anything is published.')];
    return this.asking(actor, reference, 'learning-reply', { title: 'Reply to what was learnt', action: 'Reply', fields });
  }

  @Post('learning-reply')
  @Requires('concerns.reply')
  @FormPage(ASK, 'replyPage')
  @Redirect()
  async reply(
    @Reference() reference: string,
    @Body() form: ReplyToLearning,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    await this.concerns.replyToLearning(actor, reference, form);
    return done(reply, reference, 'Your reply is kept.');
  }

  @Get('learning-withdrawal')
  @Requires('concerns.decide')
  @Render(ASK)
  async withdrawPage(@Reference() reference: string, @WorkingAs() actor: Actor) {
    const says = 'Its words go everywhere, at once. That something was withdrawn stays, with your reason.';
    const fields = [text('reason', 'Why?', 'Everyone reads it.', 500)];
    return this.asking(actor, reference, 'learning-withdrawal', {
      title: 'Withdraw what was published',
      action: 'Withdraw it',
      fields,
      says,
    });
  }

  @Post('learning-withdrawal')
  @Requires('concerns.decide')
  @FormPage(ASK, 'withdrawPage')
  @Redirect()
  async withdraw(
    @Reference() reference: string,
    @Body() form: WithdrawLearning,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    await this.concerns.withdrawLearning(actor, reference, form);
    return done(reply, reference, 'It is withdrawn.');
  }
}

function done(reply: Reply, reference: string, says: string) {
  tellNext(reply, says);
  return { url: `/concerns/${reference}` };
}
