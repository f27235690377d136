import { dateInWords } from '#clock';
import { BASIS_WORDS, EVIDENCE_WORDS, evidenceInWords, HIGHEST_MARK, NO_EVIDENCE } from '#commitments';
import { EVIDENCE_GRADES, type PublishedMark, REPLY_KINDS } from '#contracts';
import { type Actor, CO_CHAIRS, type Person, Public, Requires, roleKey, type Side, SignedIn, sideOf, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordHistory } from '../history/record-history.service.js';
import { MARK_ACTS, REPLY_WORDS, SIDE_WORDS } from './mark-acts.js';
import { LEFT_OUT, GiveMark, MARKS, ReplyToRound, WithdrawRound } from './marks.commands.js';
import { MarkRounds, markedOf } from './mark-rounds.service.js';
import { type KnownRound, MarkRoundsQueries, type MarkRoundView, type MarksView, recordsFor, sideOfChair } from './mark-rounds.queries.js';
import type { RoundState } from './round-states.js';

const STATE_TAGS: Readonly<Record<RoundState, { readonly text: string; readonly classes: string }>> = {
  marking: { text: 'Being marked', classes: 'govuk-tag--blue' },
  open: { text: 'Waiting for replies', classes: 'govuk-tag--yellow' },
  published: { text: 'Published', classes: 'govuk-tag--green' },
  withdrawn: { text: 'Withdrawn', classes: 'govuk-tag--grey' },
};

const REPLY_HINTS = {
  agree: 'The marks are as you see them.',
  context: 'Say in up to 500 characters what a reader should know. It is published.',
  disagree: 'The marks stay, and what you say is published with them.',
} as const;

const AT_ONCE = 100;

/** Joint assessments: both chairs mark what records cannot show, each alone, and compare. */
@Controller('assess')
export class MarksPageController {
  constructor(
    private readonly queries: MarkRoundsQueries,
    private readonly rounds: MarkRounds,
    private readonly history: RecordHistory,
  ) {}

  @Get()
  @Public()
  @Render('marks/rounds.njk')
  async list(@SignedIn() person: Person | null) {
    const side = sideOfChair(person);
    const { items } = await this.queries.list(side, { limit: AT_ONCE });
    const isUnderWay = items.some(({ state }) => state === 'marking' || state === 'open');
    return { rows: items.map(roundCells), isChair: side !== null, mayBegin: side !== null && !isUnderWay, formRole: side && roleOf(side) };
  }

  @Post()
  @Requires('marks.give')
  @FormPage('marks/rounds.njk', 'list')
  @Redirect()
  async begin(@WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    const name = await this.rounds.begin(actor);
    tellNext(reply, 'The round is begun. Each side marks alone; the marks open when both are done.');
    return { url: `/assess/${name}` };
  }

  @Get(':round')
  @Public()
  @Render('marks/round.njk')
  async one(@Param('round') name: string, @SignedIn() person: Person | null, @Query('history') shown?: string) {
    const side = sideOfChair(person);
    const known = await this.queries.one(name, side);
    const { view } = known;
    const isOpen = view.openedOn !== null;
    return {
      round: view,
      tag: STATE_TAGS[view.state],
      facts: factsOf(view),
      replies: view.replies.map(({ side: by, kind, text }) => ({ who: SIDE_WORDS[by], kind: REPLY_WORDS[kind], text })),
      results: isOpen ? (await this.queries.results(name, side)).map(resultCells) : [],
      ...(side && (await this.forChair(known, side, shown))),
    };
  }

  /** What the chair of one side sees and can do. */
  private async forChair(known: KnownRound, side: Side, shown: string | undefined) {
    const { view, sheets } = known;
    const own = view.openedOn === null ? await this.queries.own(view.name, side) : [];
    const isDone = sheets[side].doneOn !== null;
    return {
      formRole: roleOf(side),
      isDone,
      own: own.map(({ commitmentId, title, mark }) => ownCells({ name: view.name, commitmentId, title, mark, isDone })),
      mayWithdraw: view.state === 'marking' && view.begunSide === side,
      mayReply: view.state === 'open' && !view.replies.some((one) => one.side === side),
      choices: REPLY_KINDS.map((value) => ({ value, text: REPLY_WORDS[value], hint: { text: REPLY_HINTS[value] } })),
      history: await this.history.onPage(recordsFor(known, side), MARK_ACTS, { seesAll: true }, shown),
    };
  }

  @Get(':round/marks/:commitmentId')
  @Requires('marks.give')
  @Render('marks/mark.njk')
  async markPage(@Param('round') name: string, @Param('commitmentId') commitmentId: string, @WorkingAs() { role }: Actor) {
    const side = sideOf(role) as Side;
    const { view } = await this.queries.one(name, side);
    const { title, why, question, anchors } = markedOf(view.catalogueVersion, commitmentId);
    const own = (await this.queries.own(name, side)).find((one) => one.commitmentId === commitmentId)?.mark;
    return {
      name,
      commitment: { id: commitmentId, title, why, question },
      marks: [
        ...MARKS.map((value) => ({ value: String(value), text: String(value), hint: { text: anchors?.[value] ?? '' } })),
        { divider: 'or' },
        { value: LEFT_OUT, text: 'Leave it out', hint: { text: 'Your side gives no mark in this round.' } },
      ],
      grades: [
        { value: 'none', text: NO_EVIDENCE },
        ...EVIDENCE_GRADES.toReversed().map((value) => ({ value, text: EVIDENCE_WORDS[value] })),
      ],
      given: own ? { mark: String(own.mark), comment: own.comment, evidence: own.evidence?.grade ?? 'none', ...own.evidence } : {},
    };
  }

  @Post(':round/marks/:commitmentId')
  @Requires('marks.give')
  @FormPage('marks/mark.njk', 'markPage')
  @Redirect()
  async mark(
    @Param('round') name: string,
    @Param('commitmentId') commitmentId: string,
    @Body() command: GiveMark,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.rounds.mark(actor, name, commitmentId, command);
    tellNext(reply, 'It is kept, for your side alone.');
    return { url: `/assess/${name}` };
  }

  @Post(':round/done')
  @Requires('marks.give')
  @FormPage('marks/round.njk', 'one')
  @Redirect()
  async done(@Param('round') name: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.rounds.done(actor, name);
    tellNext(reply, 'Your side is done. The marks open when both sides are.');
    return { url: `/assess/${name}` };
  }

  @Post(':round/replies')
  @Requires('marks.give')
  @FormPage('marks/round.njk', 'one')
  @Redirect()
  async reply(
    @Param('round') name: string,
    @Body() command: ReplyToRound,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.rounds.reply(actor, name, command);
    tellNext(reply, 'Your reply is kept, and is published with the round.');
    return { url: `/assess/${name}` };
  }

  @Get(':round/withdraw')
  @Requires('marks.give')
  @Render('marks/withdraw-round.njk')
  async withdrawPage(@Param('round') name: string, @WorkingAs() { role }: Actor) {
    return { name: (await this.queries.one(name, sideOf(role))).view.name };
  }

  @Post(':round/withdraw')
  @Requires('marks.give')
  @FormPage('marks/withdraw-round.njk', 'withdrawPage')
  @Redirect()
  async withdraw(
    @Param('round') name: string,
    @Body() command: WithdrawRound,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.rounds.withdraw(actor, name, command);
    tellNext(reply, 'The round is withdrawn. What was marked in it stays closed.');
    return { url: `/assess/${name}` };
  }
}

const roleOf = (side: Side): string => roleKey({ role: CO_CHAIRS[side], heldFor: null });
const day = (date: string | null, otherwise: string): string => (date === null ? otherwise : dateInWords(date));

const roundCells = ({ name, state, begunOn, openedOn, publishedOn }: MarkRoundView) => [
  { text: name, href: `/assess/${name}`, tag: STATE_TAGS[state] },
  { text: dateInWords(begunOn) },
  { text: day(openedOn, 'Not opened') },
  { text: day(publishedOn, 'Not published') },
];

function factsOf(view: MarkRoundView): { text: string; value: string }[] {
  return [
    { text: 'Catalogue', value: view.catalogueVersion },
    { text: 'Begun', value: `${dateInWords(view.begunOn)} by the ${SIDE_WORDS[view.begunSide].toLowerCase()}` },
    { text: 'Council', value: view.councilDoneOn === null ? 'Not done yet' : `Done on ${dateInWords(view.councilDoneOn)}` },
    { text: 'Voluntary sector', value: view.sectorDoneOn === null ? 'Not done yet' : `Done on ${dateInWords(view.sectorDoneOn)}` },
    ...(view.openedOn ? [{ text: 'Opened to both', value: dateInWords(view.openedOn) }] : []),
    ...(view.publishedOn ? [{ text: 'Published', value: dateInWords(view.publishedOn) }] : []),
    ...(view.withdrawnBecause ? [{ text: 'Withdrawn', value: `${day(view.withdrawnOn, '')}: ${view.withdrawnBecause}` }] : []),
  ];
}

interface OwnMark {
  readonly name: string;
  readonly commitmentId: string;
  readonly title: string;
  readonly mark: PublishedMark | null;
  readonly isDone: boolean;
}

const ownCells = ({ name, commitmentId, title, mark, isDone }: OwnMark) => [
  { text: `${commitmentId} ${title}`, ...(isDone ? {} : { href: `/assess/${name}/marks/${commitmentId}` }) },
  markCell(mark, 'Not marked'),
];

const resultCells = ({ commitmentId, title, basis, says, marks }: MarksView) => [
  { text: `${commitmentId} ${title}` },
  ...(['council', 'sector'] as const).map((side) => markCell(marks.find((one) => one.side === side) ?? null, 'Left out')),
  { text: basis === 'views-differ' ? BASIS_WORDS[basis] : says },
];

/** A mark with what it rests on. */
function markCell(mark: PublishedMark | null, otherwise: string): { text: string; hint: string } {
  if (!mark) return { text: otherwise, hint: '' };
  return { text: `${mark.mark} of ${HIGHEST_MARK}`, hint: [mark.comment, evidenceInWords(mark.evidence)].filter(Boolean).join(' ') };
}
