import { Clock } from '#clock';
import { DomainError, InvalidInput, NotFound } from '#errors';
import { Controller, Get, Injectable, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { refusedForm, typedValues } from '../forms/form-errors.js';
import { type PageRequest, tellNext } from '../page-context.js';
import { type Draft, DraftStore, personKey } from './draft-store.js';
import { checkedStep, fieldsOf, type Journey, type Progress, progressOf, type Step } from './journey.js';

/** What a journey is about, for the request at hand. */
export interface JourneyContext {
  /** The address of the journey without a step: `/grants/<id>/vary`. */
  readonly base: string;
  /** Where leaving leads, and where a second press of the button ends. */
  readonly home: string;
  /** "Change the grant to Example Lunch Club": the caption of each page, and its name in a list of drafts. */
  readonly title: string;
  /** The words on the last button: "Change grant". */
  readonly submit: string;
  /** What the templates of the steps need besides their own values. */
  readonly model?: object;
}

const ROUTES = {
  begin: Get(),
  check: Get('check'),
  ask: Get(':step'),
  finish: Post('check'),
  leave: Post('leave'),
  answer: Post(':step'),
} as const;

type RouteName = keyof typeof ROUTES;

/**
 * Gives a controller that extends JourneyController its address and routes. They become methods of the class itself, so that
 * the role that is named on the class, by a decorator above this one, holds for each of them.
 */
export function JourneyPages(path: string): ClassDecorator {
  return (target) => {
    const own = target.prototype as Record<RouteName, (request: PageRequest, reply: FastifyReply) => Promise<void>>;
    for (const [name, route] of Object.entries(ROUTES) as [RouteName, MethodDecorator][]) {
      const { [name]: inherited } = own;
      const value = function (this: typeof own, request: PageRequest, reply: FastifyReply) {
        return inherited.call(this, request, reply);
      };
      Object.defineProperty(own, name, { value, configurable: true, writable: true });
      route(own, name, Object.getOwnPropertyDescriptor(own, name) ?? {});
      Req()(own, name, 0);
      Res()(own, name, 1);
    }
    Controller(path)(target);
  };
}

/**
 * The pages of a journey: `GET base` goes to the first open step, `GET|POST base/:step` ask and keep, `GET|POST base/check`
 * show all answers with links to change them and do the work, `POST base/leave` throws the draft away. Each answer is kept
 * when it is sent, right or wrong, so that a person may leave at any step and come back. A controller extends this with
 * `@JourneyPages(address)`, `journey`, `context` and `submit`.
 */
@Injectable()
export abstract class JourneyController<A extends object> {
  protected abstract readonly journey: Journey<A>;

  constructor(
    protected readonly drafts: DraftStore,
    protected readonly clock: Clock,
  ) {}

  /** What this journey is about. Throws NotFound where there is no such thing. */
  protected abstract context(request: PageRequest): Promise<JourneyContext>;

  /** Does what was asked, with answers that were all checked, and returns the address to show next. */
  protected abstract submit(answers: A, request: PageRequest): Promise<string>;

  async begin(request: PageRequest, reply: FastifyReply): Promise<void> {
    const context = await this.context(request);
    const progress = await this.progress(request);
    void reply.redirect(this.urlOf(context, progress.open), 303);
  }

  async check(request: PageRequest, reply: FastifyReply): Promise<void> {
    const context = await this.context(request);
    const progress = await this.progress(request);
    if (progress.open) return void reply.redirect(this.urlOf(context, progress.open), 303);
    void this.showCheck(reply, context, progress);
  }

  async ask(request: PageRequest, reply: FastifyReply): Promise<void> {
    const context = await this.context(request);
    const progress = await this.progress(request);
    const at = progress.path.find(({ step }) => step.name === stepName(request));
    if (!at) return void reply.redirect(this.urlOf(context, progress.open), 303);
    const wasAnswered = at.typed !== undefined && at.refused !== undefined;
    const form = wasAnswered ? refusedForm(at.refused, at.typed) : { values: at.typed ?? {} };
    void this.showStep(reply, context, progress, at.step, form);
  }

  async answer(request: PageRequest, reply: FastifyReply): Promise<void> {
    const context = await this.context(request);
    const step = this.journey.steps.find(({ name }) => name === stepName(request));
    if (!step) throw new NotFound('This journey has no such step.');
    const typed = typedValues(request.body);
    await this.keep(request, context, { [step.name]: typed });
    const progress = await this.progress(request);
    const result = await checkedStep(step.form, typed);
    if (!(result instanceof InvalidInput)) return void reply.redirect(this.urlOf(context, progress.open), 303);
    void this.showStep(reply.code(400), context, progress, step, refusedForm(result, typed));
  }

  async leave(request: PageRequest, reply: FastifyReply): Promise<void> {
    const context = await this.context(request);
    await this.drafts.discard(this.person(request), await this.key(request));
    void reply.redirect(context.home, 303);
  }

  /**
   * Does the work once, and goes to the address it returns. The draft is taken away before the work begins, so of two presses
   * of the button one works; a rule that is broken (409) or any failure puts the draft back.
   */
  async finish(request: PageRequest, reply: FastifyReply): Promise<void> {
    const context = await this.context(request);
    const [person, key] = [this.person(request), await this.key(request)];
    const draft = await this.drafts.load(person, key);
    const progress = await progressOf(this.journey, draft);
    if (draft && progress.open) return void reply.redirect(this.urlOf(context, progress.open), 303);
    if (!draft || !(await this.drafts.discard(person, key))) {
      tellNext(reply, 'These answers were sent already, so nothing was done twice.', 'information');
      return void reply.redirect(context.home, 303);
    }
    try {
      void reply.redirect(await this.submit(progress.answers, request), 303);
    } catch (error) {
      await this.drafts.save(draft);
      if (!(error instanceof DomainError) || error instanceof NotFound) throw error;
      void this.showCheck(reply.code(error instanceof InvalidInput ? 400 : 409), context, progress, error);
    }
  }

  private async progress(request: PageRequest): Promise<Progress<A>> {
    return progressOf(this.journey, await this.drafts.load(this.person(request), await this.key(request)));
  }

  private async keep(request: PageRequest, context: JourneyContext, answers: Draft['answers']): Promise<void> {
    const [person, key] = [this.person(request), await this.key(request)];
    const kept = await this.drafts.load(person, key);
    await this.drafts.save({
      person,
      key,
      title: context.title,
      url: context.base,
      answers: { ...kept?.answers, ...answers },
      changedAt: this.clock.now(),
    });
  }

  private showStep(
    reply: FastifyReply,
    context: JourneyContext,
    { path, answers }: Progress<A>,
    step: Step<A>,
    form: object,
  ): FastifyReply {
    const before = path[path.findIndex((one) => one.step === step) - 1];
    return reply.view(step.template, {
      ...context.model,
      ...form,
      journey: context,
      answers,
      back: before ? this.urlOf(context, before.step) : context.home,
    });
  }

  private showCheck(reply: FastifyReply, context: JourneyContext, { path, answers }: Progress<A>, error?: DomainError): FastifyReply {
    const rows = path.flatMap(({ step }) => step.summary(answers).map((row) => ({ ...row, change: this.urlOf(context, step) })));
    const last = path.at(-1)?.step;
    return reply.view('pages/check-answers.njk', {
      journey: context,
      rows,
      back: last ? this.urlOf(context, last) : context.home,
      refused: error && this.refusals(error, context, path),
    });
  }

  /** What the work refused, each leading to the page of the step whose field it is. */
  private refusals(error: DomainError, context: JourneyContext, path: Progress<A>['path']): readonly { text: string; href?: string }[] {
    const found = error instanceof InvalidInput ? error.errors : [{ field: error.field, message: error.message }];
    return found.map(({ field, message }) => {
      const asked = path.find(({ step }) => field !== undefined && fieldsOf(step).has(field));
      return asked ? { text: message, href: this.urlOf(context, asked.step) } : { text: message };
    });
  }

  private urlOf({ base }: JourneyContext, step: Step<A> | null): string {
    return `${base}/${step?.name ?? 'check'}`;
  }

  private person(request: PageRequest): string {
    if (!request.person) throw new UnauthorizedException();
    return personKey(request.person);
  }

  /** The journey and the record it is about: its name and the parts of the address. */
  private async key(request: PageRequest): Promise<string> {
    const parts = Object.entries(request.params as Record<string, string>).filter(([name]) => name !== 'step');
    return [this.journey.name, ...parts.map(([, value]) => value)].join('/');
  }
}

const stepName = (request: PageRequest): string => (request.params as { step: string }).step;
