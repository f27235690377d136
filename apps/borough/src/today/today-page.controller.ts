import { dateInWords, isCivilDate } from '#clock';
import { type Actor, actorsWith, type Person, Requires, RequiresSignIn, roleKey, SignedIn, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Borough } from '../borough.js';
import { OwnFreshnessService } from '../status/own-freshness.service.js';
import { Reminders } from './reminders.service.js';
import { RemindCoChair } from './today.commands.js';
import { type ChangeView, type Group, TodayQueries, type WaitingView } from './today.queries.js';

const MOST_LINES = 50;
const MOST_CHANGES = 10;
const ALL_CHANGES = 500;

/** What waits for whoever is signed in, what waits for their co-chair, what is to come, and what changed. */
@Controller('today')
export class TodayPageController {
  constructor(
    private readonly queries: TodayQueries,
    private readonly reminders: Reminders,
    private readonly borough: Borough,
    private readonly freshness: OwnFreshnessService,
  ) {}

  @Get()
  @RequiresSignIn()
  @Render('today/today.njk')
  async page(@SignedIn() reader: Person, @Query('since') since?: string) {
    const lines = await this.queries.waitingFor(reader);
    const of = (group: Group): WaitingView[] => lines.filter((line) => line.group === group);
    const [chair] = actorsWith(reader, 'reminders.send');
    const seesChanges = actorsWith(reader, 'results.read').length > 0;
    const [next] = of('to-come');
    return {
      name: this.borough.name,
      strip: [await this.freshness.line()],
      waiting: of('you').slice(0, MOST_LINES).map(taskOf),
      more: Math.max(0, of('you').length - MOST_LINES),
      coChair: of('co-chair')
        .slice(0, MOST_LINES)
        .map((line) => this.coChairTask(line)),
      toCome: of('to-come').slice(0, MOST_LINES).map(taskOf),
      next: next?.dueOn ? `Next: ${next.what}, ${dateInWords(next.dueOn)}.` : 'Nothing is to come for your role either.',
      isChair: chair !== undefined,
      mayRaise: actorsWith(reader, 'concerns.raise').length > 0,
      formRole: chair && roleKey(chair),
      ...(seesChanges && (await this.changes(since, MOST_CHANGES))),
    };
  }

  @Get('changes')
  @Requires('results.read')
  @Render('today/changes.njk')
  async all(@Query('since') since?: string) {
    return this.changes(since, ALL_CHANGES);
  }

  @Post('reminders')
  @Requires('reminders.send')
  @FormPage('today/today.njk', 'page')
  @Redirect()
  async remind(
    @Body() command: RemindCoChair,
    @SignedIn() reader: Person,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isMailed = await this.reminders.remind(reader, actor, command);
    const how = isMailed ? 'A mail is on its way to your co-chair.' : 'No address of your co-chair is known here, so no mail was sent.';
    tellNext(reply, `${how} The reminder stands on their page, and in the history.`);
    return { url: '/today' };
  }

  /** What is no day is taken as if nothing was chosen, and the page says so. */
  private async changes(asked: string | undefined, most: number) {
    const since = isCivilDate(asked) && asked <= this.queries.today ? asked : this.queries.usualSince;
    const found = await this.queries.changedSince(since, most + 1);
    return {
      since,
      sinceError: asked && asked !== since ? { text: 'Enter a day up to today, like 2026-04-01' } : null,
      hasMore: found.length > most,
      changes: found.slice(0, most).map(changeCells),
    };
  }

  private coChairTask(line: WaitingView) {
    return { ...taskOf(line), thing: line.thing, what: line.what, isReminded: line.remindedOn === this.queries.today };
  }
}

function taskOf({ what, href, since, dueOn, isLate, remindedOn }: WaitingView) {
  const hints = [since && `Since ${dateInWords(since)}.`, remindedOn && `Reminded on ${dateInWords(remindedOn)}.`].filter(Boolean);
  const tag = dueOn && {
    text: `${isLate ? 'Was due' : 'Due'} ${dateInWords(dueOn)}`,
    classes: isLate ? 'govuk-tag--red' : 'govuk-tag--blue',
  };
  return {
    title: { text: what },
    href,
    ...(hints.length > 0 && { hint: { text: hints.join(' ') } }),
    status: tag ? { tag } : { text: 'No day is set' },
  };
}

const changeCells = ({ commitmentId, title, what, before, now, because, becauseHref }: ChangeView) => [
  { text: `${commitmentId} ${title}`, href: `/commitments/${commitmentId}` },
  { text: what },
  { text: before },
  { text: now },
  { text: because, href: becauseHref, hidden: `of ${commitmentId}` },
];
