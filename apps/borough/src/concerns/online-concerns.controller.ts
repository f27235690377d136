import { Clock } from '#clock';
import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Borough } from '../borough.js';
import { OnlineRaiseForm } from './concern-forms.js';
import { WAY_WORDS } from './concern-kinds.js';
import { accountLines, factsOf, raisedLines, signpostsOf, timelineOf, timesOf } from './concern-on-page.js';
import { awaitsReply, CAN_BE_WITHDRAWN, STATE_WORDS } from './concern-states.js';
import type { ConcernInFull } from './concern.views.js';
import { ReplyToLearning } from './concerns.commands.js';
import { OnlineConcerns } from './online-concerns.service.js';
import { raiseFields } from './raise-concern.controller.js';
import { RaisingService } from './raising.service.js';

const REFERENCE = /^C-[2-9A-HJ-NP-Z]{8}$/;

/** Raising a concern without an account, and following one’s own by the link that came by mail. */
@Public()
@Controller()
export class OnlineConcernsController {
  constructor(
    private readonly online: OnlineConcerns,
    private readonly raising: RaisingService,
    private readonly borough: Borough,
    private readonly clock: Clock,
  ) {}

  /** Whoever may raise one signed in is known already: that form asks for no address, and knows for whom. */
  @Get('concerns/new')
  async open(@SignedIn() person: Person | null, @Res() reply: FastifyReply) {
    if (actorsWith(person, 'concerns.raise').length > 0) return reply.redirect('/concerns/raise', 302);
    return reply.view('concerns/new.njk', this.page());
  }

  page() {
    return { ...raiseFields(this.borough), isSignedIn: false, isPossible: this.online.isPossible, contact: this.borough.contact };
  }

  @Post('concerns/new')
  @FormPage('concerns/new.njk')
  @Render('concerns/check.njk')
  check(@Body() { address, ...form }: OnlineRaiseForm) {
    const said = OnlineRaiseForm.said(form);
    this.online.refuseWrong(said, address.trim());
    const { respondentName } = this.raising.checked(said);
    const lines = [...raisedLines(said, respondentName), { text: 'Your e-mail address', value: address }];
    return { lines, typed: { ...form, address }, sendTo: '/concerns/send', changeAt: '/concerns/change' };
  }

  /** Back to the form with all that was typed: it stands in no address and in no database. */
  @Post('concerns/change')
  @FormPage('concerns/new.njk')
  @Render('concerns/new.njk')
  change(@Body() form: OnlineRaiseForm) {
    return { ...this.page(), values: form };
  }

  @Post('concerns/send')
  @FormPage('concerns/new.njk')
  @Redirect()
  async send(@Body() { address, ...form }: OnlineRaiseForm) {
    await this.online.give(OnlineRaiseForm.said(form), address.trim());
    return { url: '/concerns/sent' };
  }

  @Get('concerns/sent')
  @Render('concerns/sent.njk')
  sentPage() {
    return { contact: this.borough.contact };
  }

  /** It says what anybody can read, and nothing of whether there is such a concern. */
  @Get('concerns/raised')
  @Render('concerns/raised.njk')
  raisedPage(@Query('reference') reference?: string) {
    const known = REFERENCE.test(String(reference)) ? reference : null;
    return { reference: known, times: timesOf(this.borough.concernClocks), contact: this.borough.contact };
  }

  @Get('your-concern')
  @Render('concerns/your-concern.njk')
  async own(@Query('link') link?: string) {
    const { waiting, known } = await this.online.read(String(link ?? ''));
    const contact = this.borough.contact;
    if (known) return { link, contact, ...ownOnPage(known.view, this.clock.today()) };
    if (!waiting) return { link, contact };
    const { respondentName } = this.raising.checked(waiting);
    return { link, contact, lines: raisedLines(waiting, respondentName) };
  }

  @Post('your-concern')
  @FormPage('concerns/your-concern.njk', 'own')
  @Redirect()
  async confirm(@Query('link') link?: string) {
    await this.online.confirm(String(link ?? ''));
    return { url: yours(link) };
  }

  @Post('your-concern/reply')
  @FormPage('concerns/your-concern.njk', 'own')
  @Redirect()
  async reply(@Body() { text }: ReplyToLearning, @Res({ passthrough: true }) reply: FastifyReply, @Query('link') link?: string) {
    await this.online.reply(String(link ?? ''), text);
    tellNext(reply, 'Your reply is kept. Both chairs read it before anything is published.');
    return { url: yours(link) };
  }

  @Post('your-concern/withdraw')
  @FormPage('concerns/your-concern.njk', 'own')
  @Redirect()
  async withdraw(@Res({ passthrough: true }) reply: FastifyReply, @Query('link') link?: string) {
    await this.online.withdraw(String(link ?? ''));
    tellNext(reply, 'It is withdrawn.');
    return { url: '/concerns' };
  }
}

const yours = (link: string | undefined): string => `/your-concern?link=${encodeURIComponent(String(link ?? ''))}`;

/** What whoever raised a concern reads of it: how far it is, by when, who sees what, and where else to go. */
export function ownOnPage(view: ConcernInFull, today: string) {
  const { accounts, learning, state, way, reference, respondentAccount, documents } = view;
  const [first] = accounts;
  return {
    reference,
    tag: STATE_WORDS[state],
    parts: {
      facts: factsOf(view),
      accounts: accounts.map(accountLines),
      respondentAccount,
      documents,
      steps: timelineOf(view),
      whoSees: WAY_WORDS[way].whoSees,
      signposts: first ? signpostsOf(first.happenedOn) : [],
    },
    mayWithdraw: CAN_BE_WITHDRAWN.includes(state),
    lesson: learning && !learning.publishedOn ? { ...learning, mayReply: awaitsReply(learning, today) } : null,
  };
}
