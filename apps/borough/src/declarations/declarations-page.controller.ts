import { Clock, dateInWords } from '#clock';
import { CATALOGUE, commitmentOf, type Declared, PROVISION_WORDS } from '#commitments';
import { IsText, PROVISION_STATES, type ProvisionState } from '#contracts';
import { type Actor, actorsWith, type Person, Public, Requires, SignedIn, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { DECLARATION_ACTS } from './declaration-acts.js';
import { type ProposeHold, ProposeHoldEnd, type ProposeProvision, STATE, WHY } from './declarations.commands.js';
import { DeclarationsQueries } from './declarations.queries.js';
import { DeclarationsService } from './declarations.service.js';

class HoldForm implements ProposeHold {
  @IsDateParts({ what: 'the first day' }) from!: string;
  @IsDateParts({ what: 'the last day' }) to!: string;
  @IsText(500, WHY) reason!: string;
}

class ProvisionForm implements ProposeProvision {
  @IsIn(PROVISION_STATES, STATE) state!: ProvisionState;
  @IsDateParts({ what: 'the first day' }) from!: string;
  @IsText(500, WHY) reason!: string;
}

const PROPOSED = 'It is proposed. Nothing changes until a co-chair of the other side confirms it.';

/** What both chairs agreed about what is published: for a time nothing newly adverse, and what is not run here or held back. */
@Controller('declarations')
export class DeclarationsPageController {
  constructor(
    private readonly queries: DeclarationsQueries,
    private readonly declarations: DeclarationsService,
    private readonly history: RecordHistory,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Public()
  @Render('declarations/declarations.njk')
  async page(@SignedIn() person: Person | null, @Query('history') shown?: string) {
    const declared = await this.queries.all();
    const today = this.clock.today();
    return {
      mayPropose: actorsWith(person, 'declarations.propose').length > 0,
      holds: declared.holds.toReversed().map((hold) => holdCells(hold, today)),
      toEnd: declared.holds
        .filter(({ to }) => to >= today)
        .map(({ holdId, from, to }) => ({ holdId, says: `from ${dateInWords(from)} to ${dateInWords(to)}` })),
      provisions: declared.provisions.toReversed().map(provisionCells),
      history: await this.history.onPage(await this.queries.ids(), DECLARATION_ACTS, { seesAll: false }, shown),
    };
  }

  @Get('holds/propose')
  @Requires('declarations.propose')
  @Render('declarations/propose-hold.njk')
  holdPage() {
    return {};
  }

  @Post('holds/propose')
  @Requires('declarations.propose')
  @FormPage('declarations/propose-hold.njk', 'holdPage')
  @Redirect()
  async hold(@Body() form: HoldForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    return proposed(reply, await this.declarations.proposeHold(actor, form));
  }

  @Get('holds/:holdId/end')
  @Requires('declarations.propose')
  @Render('declarations/propose-hold-end.njk')
  async endPage(@RecordId('holdId', 'hold') holdId: string) {
    const { from, to, reason } = await this.queries.hold(holdId);
    return {
      facts: [
        { text: 'Agreed', value: `From ${dateInWords(from)} to ${dateInWords(to)}` },
        { text: 'Because', value: reason },
      ],
    };
  }

  @Post('holds/:holdId/end')
  @Requires('declarations.propose')
  @FormPage('declarations/propose-hold-end.njk', 'endPage')
  @Redirect()
  async endHold(
    @RecordId('holdId', 'hold') holdId: string,
    @Body() form: ProposeHoldEnd,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return proposed(reply, await this.declarations.proposeHoldEnd(actor, await this.queries.hold(holdId), form));
  }

  @Get('commitments/:commitmentId/propose')
  @Requires('declarations.propose')
  @Render('declarations/propose-provision.njk')
  provisionPage(@Param('commitmentId') commitmentId: string) {
    return {
      commitment: this.queries.checked(commitmentId),
      states: PROVISION_STATES.map((value) => ({
        value,
        text: PROVISION_WORDS[value].text,
        hint: { text: PROVISION_WORDS[value].means },
      })),
    };
  }

  @Post('commitments/:commitmentId/propose')
  @Requires('declarations.propose')
  @FormPage('declarations/propose-provision.njk', 'provisionPage')
  @Redirect()
  async provision(
    @Param('commitmentId') commitmentId: string,
    @Body() form: ProvisionForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return proposed(reply, await this.declarations.proposeProvision(actor, { ...form, commitmentId }));
  }
}

function proposed(reply: FastifyReply, id: string): { readonly url: string } {
  tellNext(reply, PROPOSED);
  return { url: `/two-keys/${id}` };
}

function holdCells({ from, to, reason }: Declared['holds'][number], today: string) {
  const text = to < today ? 'Over' : from > today ? 'To come' : 'Runs';
  return [{ text: `${dateInWords(from)} to ${dateInWords(to)}` }, { text: reason }, { text }];
}

function provisionCells({ commitmentId, state, from, reason }: Declared['provisions'][number]) {
  const known = CATALOGUE.commitments.some(({ id }) => id === commitmentId);
  const title = known ? `${commitmentId} ${commitmentOf(commitmentId).title}` : commitmentId;
  return [
    { text: title, ...(known && { href: `/commitments/${commitmentId}` }) },
    { text: PROVISION_WORDS[state].text },
    { text: dateInWords(from) },
    { text: reason },
  ];
}
