import { type Actor, actorsWith, type Person, Public, Requires, SignedIn, sideOf, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Controller, Get, Param, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Borough } from '../borough.js';
import { RecordHistory } from '../history/record-history.service.js';
import { AgreedByBoth } from './agreed-by-both.service.js';
import { CONCERN_ACTS } from './concern-acts.js';
import { WAY_CHOICES } from './concern-kinds.js';
import { causesTable, CONCERN_COLUMNS, concernCells, fundingLines, learningCells, timesOf } from './concern-on-page.js';
import { CAN_BE_WITHDRAWN, championedBy, isHeard } from './concern-states.js';
import type { ConcernInFull } from './concern.views.js';
import { ConcernsQueries } from './concerns.queries.js';
import { ConcernsService } from './concerns.service.js';
import { linksFor } from './concern-links.js';
import { ownOnPage } from './online-concerns.controller.js';

const AT_ONCE = 100;
type Reply = FastifyReply;
const Reference = () => Param('reference');

/** Concerns: what they are for and what was learnt, for everyone; each of them, for those whom it is for. */
@Controller('concerns')
export class ConcernsPageController {
  constructor(
    private readonly queries: ConcernsQueries,
    private readonly concerns: ConcernsService,
    private readonly agreed: AgreedByBoth,
    private readonly history: RecordHistory,
    private readonly borough: Borough,
  ) {}

  @Get()
  @Public()
  @Render('concerns/concerns.njk')
  async page(@SignedIn() person: Person | null) {
    const [reader] = actorsWith(person, 'concerns.read');
    const list = reader ? await this.queries.list(reader, { limit: AT_ONCE }) : null;
    return {
      ways: WAY_CHOICES,
      times: timesOf(this.borough.concernClocks),
      learning: (await this.queries.learning()).map(learningCells),
      causes: causesTable(await this.queries.causes()),
      columns: CONCERN_COLUMNS,
      isReader: list !== null,
      rows: list?.items.map(concernCells) ?? [],
      mayRaise: actorsWith(person, 'concerns.raise').length > 0,
    };
  }

  @Get(':reference')
  @Requires('concerns.read')
  @Render('concerns/concern.njk')
  async one(@Reference() reference: string, @WorkingAs() actor: Actor, @Query('history') shown?: string) {
    const { id, view, champions } = await this.queries.one(actor, reference);
    const isHandler = actor.holds('concerns.handle');
    return {
      concern: view,
      ...ownOnPage(view, this.queries.today),
      funding: fundingLines(view.fundingChanges),
      links: linksFor(actor, view, { isProposed: await this.concerns.isProposed(id), today: this.queries.today }),
      mayDeclare: actor.holds('concerns.decide') && view.state === 'received' && !view.interests.includes(sideOf(actor.role) ?? ''),
      mayJoin:
        actor.holds('concerns.assist') && view.state === 'champions' && actor.heldFor !== null && !champions[championedBy(actor.heldFor)],
      mayPublish: actor.holds('concerns.decide') && isForPublishing(view, this.queries.today),
      mayWithdraw: actor.holds('concerns.withdraw') && CAN_BE_WITHDRAWN.includes(view.state),
      learning: view.learning,
      history: isHandler ? await this.history.onPage(id, CONCERN_ACTS, { seesAll: true }, shown) : null,
    };
  }

  @Post(':reference/interest')
  @Requires('concerns.decide')
  @FormPage('concerns/concern.njk', 'one')
  @Redirect()
  async declare(@Reference() reference: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.concerns.declareInterest(actor, reference);
    return done(reply, reference, 'Your interest is noted. The chair of the other side decides on admission alone.');
  }

  @Post(':reference/champions')
  @Requires('concerns.assist')
  @FormPage('concerns/concern.njk', 'one')
  @Redirect()
  async join(@Reference() reference: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.concerns.joinAsChampion(actor, reference);
    return done(reply, reference, 'You take part for your side.');
  }

  @Post(':reference/learning-proposals')
  @Requires('concerns.decide')
  @FormPage('concerns/concern.njk', 'one')
  @Redirect()
  async proposePublication(@Reference() reference: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    const id = await this.agreed.proposePublication(actor, reference);
    tellNext(reply, 'It is proposed. The chair of the other side has 28 days to confirm or refuse it.');
    return { url: `/two-keys/${id}` };
  }

  @Post(':reference/withdraw')
  @Requires('concerns.withdraw')
  @FormPage('concerns/concern.njk', 'one')
  @Redirect()
  async withdraw(@Reference() reference: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.concerns.withdraw(actor, reference);
    tellNext(reply, 'It is withdrawn. No reason is asked for.');
    return { url: '/concerns' };
  }
}

const isForPublishing = ({ learning }: ConcernInFull, today: string): boolean =>
  learning !== null && !learning.publishedOn && isHeard(learning.replies, learning.replyUntil, today);

function done(reply: Reply, reference: string, says: string) {
  tellNext(reply, says);
  return { url: `/concerns/${reference}` };
}
