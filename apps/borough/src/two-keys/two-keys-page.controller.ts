import { type Actor, actorsWith, type Person, Requires, roleKey, SignedIn, WorkingAs, type Side, sideOf } from '#identity';
import { FormPage, instant, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { PROPOSAL_ACTS } from './proposal-acts.js';
import type { State } from './states.js';
import { TwoKeyActsAsked, TwoKeyActsQueries, type TwoKeyActView } from './two-key-acts.queries.js';
import { TwoKeyActs } from './two-key-acts.service.js';
import { SayWhyNot } from './two-keys.commands.js';

const STATE_WORDS: Record<State, { readonly text: string; readonly classes: string }> = {
  proposed: { text: 'Waiting for an answer', classes: 'govuk-tag--yellow' },
  confirmed: { text: 'Confirmed', classes: 'govuk-tag--green' },
  refused: { text: 'Refused', classes: 'govuk-tag--red' },
  withdrawn: { text: 'Withdrawn', classes: 'govuk-tag--grey' },
  expired: { text: 'Not answered in time', classes: 'govuk-tag--grey' },
};
const AT_ONCE = 50;
const ActId = () => RecordId('actId', 'proposal');

/** Acts that need both co-chairs: what waits for an answer, and what came of the others. */
@Controller('two-keys')
export class TwoKeysPageController {
  constructor(
    private readonly acts: TwoKeyActs,
    private readonly queries: TwoKeyActsQueries,
    private readonly history: RecordHistory,
  ) {}

  @Get()
  @Requires('two-keys.read')
  @Render('two-keys/two-keys.njk')
  async page(@Query() asked: TwoKeyActsAsked, @WorkingAs() { clearance }: Actor) {
    const { items, next } = await this.queries.list({ ...asked, limit: AT_ONCE }, clearance);
    return { rows: items.map(cellsOf), next };
  }

  @Get(':actId')
  @Requires('two-keys.read')
  @Render('two-keys/two-key-act.njk')
  async one(
    @ActId() actId: string,
    @SignedIn() person: Person | null,
    @WorkingAs() { clearance }: Actor,
    @Query('history') shown?: string,
  ) {
    const act = await this.queries.one(actId, clearance);
    const chairing = actorsWith(person, 'two-keys.decide');
    const sides = chairing.map(({ role }) => sideOf(role));
    const isOpen = act.state === 'proposed';
    return {
      act,
      state: STATE_WORDS[act.state],
      sideWords: SIDE_WORDS,
      mayAnswer: isOpen && sides.includes(act.answeringSide),
      mayWithdraw: isOpen && sides.includes(act.proposedSide),
      formRole: chairing[0] && roleKey(chairing[0]),
      history: await this.history.onPage(actId, PROPOSAL_ACTS, { seesAll: true }, shown),
    };
  }

  @Post(':actId/confirm')
  @Requires('two-keys.decide')
  @FormPage('two-keys/two-key-act.njk', 'one')
  @Redirect()
  async confirm(@ActId() actId: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.acts.confirm(actor, actId);
    tellNext(reply, 'Both sides agree, and it is done.');
    return { url: `/two-keys/${actId}` };
  }

  @Post(':actId/refuse')
  @Requires('two-keys.decide')
  @FormPage('two-keys/two-key-act.njk', 'one')
  @Redirect()
  async refuse(
    @ActId() actId: string,
    @Body() { reason }: SayWhyNot,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.acts.refuse(actor, actId, reason);
    tellNext(reply, 'The proposal is refused. The other side reads your reason.');
    return { url: `/two-keys/${actId}` };
  }

  @Post(':actId/withdraw')
  @Requires('two-keys.decide')
  @FormPage('two-keys/two-key-act.njk', 'one')
  @Redirect()
  async withdraw(
    @ActId() actId: string,
    @Body() { reason }: SayWhyNot,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.acts.withdraw(actor, actId, reason);
    tellNext(reply, 'The proposal is withdrawn.');
    return { url: `/two-keys/${actId}` };
  }
}

const SIDE_WORDS: Record<Side, string> = { council: 'the council side', sector: 'the sector side' };

function cellsOf({ id, inWords, proposedBy, proposedSide, proposedAt, answeringSide, expiresAt, state, decidedAt }: TwoKeyActView) {
  const open = state === 'proposed';
  return [
    { text: inWords, href: `/two-keys/${id}` },
    { text: proposedBy, hint: `for ${SIDE_WORDS[proposedSide]}, ${instant(proposedAt)}` },
    {
      text: '',
      tag: STATE_WORDS[state],
      hint: open ? `${SIDE_WORDS[answeringSide]}, until ${instant(expiresAt)}` : decidedAt ? instant(decidedAt) : '',
    },
  ];
}
