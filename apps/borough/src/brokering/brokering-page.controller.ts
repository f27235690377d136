import { dateInWords } from '#clock';
import { type Actor, Requires, WorkingAs } from '#identity';
import { shortened } from '#pages';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { BROKERING_ACTS, OUTCOME_WORDS, STATE_TAGS, STEP_WORDS } from './brokering-acts.js';
import { COMMITMENT_TITLES } from './brokering.commands.js';
import { BrokeringQueries, type BrokeringEntryView, type BrokeringStepView, EntriesAsked } from './brokering.queries.js';

const AT_ONCE = 50;
const WAYS = [
  { text: 'All', href: '/brokering', state: undefined },
  { text: 'Open', href: '/brokering?state=open', state: 'open' },
  { text: 'Closed', href: '/brokering?state=closed', state: 'closed' },
] as const;

/** The brokering log, to read: all of it, and each entry with its steps. */
@Requires('brokering.keep')
@Controller('brokering')
export class BrokeringPageController {
  constructor(
    private readonly queries: BrokeringQueries,
    private readonly history: RecordHistory,
  ) {}

  @Get()
  @Render('brokering/entries.njk')
  async list(@Query() { state, cursor }: EntriesAsked, @WorkingAs() actor: Actor) {
    const { items, next } = await this.queries.list(actor, { limit: AT_ONCE, ...(state && { state }), ...(cursor && { cursor }) });
    const filters = WAYS.map((way) => ({ text: way.text, href: way.href, isHere: way.state === state }));
    return { rows: items.map(cellsOf), filters, isFiltered: state !== undefined, next };
  }

  @Get(':entryId')
  @Render('brokering/entry.njk')
  async one(@RecordId('entryId', 'entry') id: string, @WorkingAs() actor: Actor, @Query('history') shown?: string) {
    const entry = await this.queries.one(actor, id);
    return {
      entry,
      tag: STATE_TAGS[entry.state],
      facts: factsOf(entry),
      steps: [
        { title: 'Opened', at: dateInWords(entry.openedOn), by: entry.heldBy },
        ...[...entry.steps].sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0)).map(inTimeline),
      ],
      history: await this.history.onPage(id, BROKERING_ACTS, { seesAll: true, seesCase: true }, shown),
    };
  }
}

const cellsOf = ({ id, about, organisation, publicBody, state, outcome, heldBy, lastStepOn }: BrokeringEntryView) => [
  {
    text: shortened(about),
    href: `/brokering/${id}`,
    tag: outcome ? { ...STATE_TAGS.closed, text: OUTCOME_WORDS[outcome] } : STATE_TAGS[state],
  },
  { text: `${organisation} and ${publicBody}` },
  { text: heldBy },
  { text: dateInWords(lastStepOn) },
];

const inTimeline = ({ kind, on, text, who, outcome, proportionate }: BrokeringStepView) => ({
  title: outcome ? `${STEP_WORDS[kind]}: ${OUTCOME_WORDS[outcome].toLowerCase()}` : STEP_WORDS[kind],
  at: dateInWords(on),
  by: who,
  text: proportionate ? `${text} Made proportionate: ${proportionate}` : text,
});

function factsOf({ organisation, organisationId, publicBody, commitmentId, heldBy, openedOn, closedOn, ...entry }: BrokeringEntryView) {
  const ofRegister = organisationId === null ? {} : { href: `/organisations/${organisationId}` };
  return [
    { text: 'Organisation', value: organisation, ...ofRegister },
    { text: 'Public body', value: publicBody },
    ...(commitmentId ? [{ text: 'Commitment', value: `${commitmentId} ${COMMITMENT_TITLES.get(commitmentId) ?? ''}`.trim() }] : []),
    { text: 'Held by', value: heldBy },
    { text: 'Opened', value: dateInWords(openedOn) },
    ...(closedOn && entry.outcome ? [{ text: 'Closed', value: `${dateInWords(closedOn)}: ${OUTCOME_WORDS[entry.outcome]}` }] : []),
    ...(entry.proportionate ? [{ text: 'Made proportionate', value: entry.proportionate }] : []),
  ];
}
