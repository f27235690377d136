import { dateInWords } from '#clock';
import { commitmentOf, holdOn, measureInWords, NOTHING_ASKED, ruleOf, VERDICT_WORDS } from '#commitments';
import { REPLY_KINDS } from '#contracts';
import { type Actor, actorsWith, type Person, Requires, SignedIn, sideOf, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DeclarationsQueries } from '../declarations/declarations.queries.js';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { CASE_ACTS, REPLY_WORDS } from './case-acts.js';
import { ReplyToCase } from './cases.commands.js';
import { CasesAsked, CasesQueries, type CaseState, type CaseView } from './cases.queries.js';
import { Replies } from './replies.service.js';

const STATE_TAGS: Readonly<Record<CaseState, { readonly text: string; readonly classes: string }>> = {
  'not-public': { text: 'Not for publication yet', classes: 'govuk-tag--grey' },
  'reply-open': { text: 'Waiting for replies', classes: 'govuk-tag--yellow' },
  published: { text: 'Published', classes: 'govuk-tag--green' },
};

const REPLY_HINTS = {
  agree: 'It is as the result says.',
  context: 'Say in up to 500 characters what a reader should know. It is published.',
  disagree: 'The result stays and carries “Borough disagrees”, with what you say.',
} as const;

const AT_ONCE = 50;
const CaseId = () => RecordId('caseId', 'result');

/** Results for the chairs: what was found in the borough's own records, and their replies before it is published. */
@Controller('results')
export class CasesPageController {
  constructor(
    private readonly queries: CasesQueries,
    private readonly replies: Replies,
    private readonly declarations: DeclarationsQueries,
    private readonly history: RecordHistory,
  ) {}

  @Get()
  @Requires('results.read')
  @Render('commitment-cases/results.njk')
  async list(@Query() asked: CasesAsked, @WorkingAs() { clearance }: Actor) {
    const [declared, waiting, { items, next }] = await Promise.all([
      this.declarations.all(),
      this.queries.list({ limit: AT_ONCE, state: 'reply-open' }, clearance),
      this.queries.list({ ...asked, limit: AT_ONCE }, clearance),
    ]);
    return { hold: holdOn(declared, this.queries.today), waiting: waiting.items.map(cellsOf), rows: items.map(cellsOf), next };
  }

  @Get(':caseId')
  @Requires('results.read')
  @Render('commitment-cases/result.njk')
  async one(
    @CaseId() caseId: string,
    @SignedIn() person: Person | null,
    @WorkingAs() { clearance }: Actor,
    @Query('history') shown?: string,
  ) {
    const result = await this.queries.one(caseId, clearance);
    const sides = actorsWith(person, 'results.reply').map(({ role }) => sideOf(role));
    const isAsked = result.state === 'reply-open' && (result.replyUntil ?? '') >= this.queries.today;
    const { measure, rule } = commitmentOf(result.commitmentId);
    return {
      result,
      tag: STATE_TAGS[result.state],
      ownWord: result.ownWord ? VERDICT_WORDS[result.ownWord] : null,
      ownWordSays: result.ownWordSays ?? (result.promise === 'measured' ? '' : NOTHING_ASKED[result.promise]),
      commonMeasure: VERDICT_WORDS[result.commonMeasure],
      networkMeasure: measure && measureInWords(measure),
      rule: ruleOf(rule ?? ''),
      replies: result.replies.map(({ side, kind, text }) => ({ who: SIDE_WORDS[side], kind: REPLY_WORDS[kind], text })),
      mayReply: isAsked && sides.some((side) => side && !result.replies.some((one) => one.side === side)),
      choices: REPLY_KINDS.map((value) => ({ value, text: REPLY_WORDS[value], hint: { text: REPLY_HINTS[value] } })),
      history: await this.history.onPage(caseId, CASE_ACTS, { seesAll: true }, shown),
    };
  }

  @Post(':caseId/replies')
  @Requires('results.reply')
  @FormPage('commitment-cases/result.njk', 'one')
  @Redirect()
  async reply(
    @CaseId() caseId: string,
    @Body() command: ReplyToCase,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.replies.reply(actor, caseId, command);
    tellNext(reply, 'Your reply is kept, and is published with the result.');
    return { url: `/results/${caseId}` };
  }
}

const SIDE_WORDS = { council: 'Co-chair for the council', sector: 'Co-chair for the voluntary sector' } as const;

function cellsOf({ id, title, organisation, recordTitle, decidedOn, commonMeasure, ownWord, state, replyUntil }: CaseView) {
  return [
    { text: [title, organisation ?? recordTitle].filter(Boolean).join(': '), href: `/results/${id}` },
    { text: decidedOn ? dateInWords(decidedOn) : 'Not known' },
    { text: ownWord ? VERDICT_WORDS[ownWord] : 'Not measurable' },
    { text: VERDICT_WORDS[commonMeasure] },
    { text: state === 'reply-open' && replyUntil ? `Until ${dateInWords(replyUntil)}` : '', tag: STATE_TAGS[state] },
  ];
}
