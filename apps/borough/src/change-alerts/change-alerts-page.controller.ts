import { dateInWords } from '#clock';
import { type Actor, actorsWith, type Person, Requires, SignedIn, WorkingAs } from '#identity';
import { shortened } from '#pages';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { ALERT_ACTS, ANSWER_WORDS, KIND_WORDS, STATE_TAGS, SURENESS_WORDS } from './alert-acts.js';
import type { Turn } from './alert-kinds.js';
import { AlertsAsked, ChangeAlertsQueries, type ChangeAlertView } from './change-alerts.queries.js';

const AT_ONCE = 50;

/** Change alerts, to read: all of them, those nobody answered, and each with what was said to it. */
@Requires('change-alerts.read')
@Controller('change-alerts')
export class ChangeAlertsPageController {
  constructor(
    private readonly queries: ChangeAlertsQueries,
    private readonly history: RecordHistory,
  ) {}

  @Get()
  @Render('change-alerts/alerts.njk')
  async list(@Query() { cursor }: AlertsAsked, @SignedIn() person: Person | null, @WorkingAs() actor: Actor) {
    const { items, next } = await this.queries.list(actor, { limit: AT_ONCE, ...(cursor && { cursor }) });
    return { rows: items.map(cellsOf), next, mayGive: actorsWith(person, 'change-alerts.give').length > 0 };
  }

  @Get('unanswered')
  @Render('change-alerts/unanswered.njk')
  async unanswered(@WorkingAs() actor: Actor) {
    return { rows: (await this.queries.unanswered(actor)).map(unansweredCells) };
  }

  @Get(':alertId')
  @Render('change-alerts/alert.njk')
  async one(
    @RecordId('alertId', 'alert') id: string,
    @SignedIn() person: Person | null,
    @WorkingAs() actor: Actor,
    @Query('history') shown?: string,
  ) {
    const alert = await this.queries.one(actor, id);
    return {
      alert,
      tag: STATE_TAGS[alert.state],
      facts: factsOf(alert),
      said: [
        ...alert.answers.map(({ kind, words, talkUntil, who, on }) => ({
          title: `${ANSWER_WORDS[kind]}${talkUntil ? `, until ${dateInWords(talkUntil)}` : ''}`,
          at: dateInWords(on),
          by: who,
          text: words,
        })),
        ...alert.comments.map(({ text, who, on }) => ({ title: 'Comment', at: dateInWords(on), by: who, text })),
      ],
      steps: stepsOf(alert, person),
      history: await this.history.onPage(id, ALERT_ACTS, { seesAll: true }, shown),
    };
  }
}

export const fromWhen = (fromOn: string | null): string => (fromOn === null ? 'Not known yet' : dateInWords(fromOn));

export const TURN_WORDS: Readonly<Record<Turn, string>> = {
  group: 'The Compact Implementation Group',
  department: 'The department',
  nobody: 'Nobody',
};

const cellsOf = ({ id, department, what, state, fromOn, answerBy, turn }: ChangeAlertView) => [
  { text: shortened(what), href: `/change-alerts/${id}`, tag: STATE_TAGS[state] },
  { text: department },
  { text: fromWhen(fromOn) },
  { text: turn === 'group' ? `${TURN_WORDS.group}, by ${dateInWords(answerBy)}` : TURN_WORDS[turn] },
];

/** One that was talked about for too long is the department's turn. */
const unansweredCells = ({ id, department, what, givenOn, answerBy, answers, turn }: ChangeAlertView) => [
  { text: shortened(what), href: `/change-alerts/${id}` },
  { text: department },
  { text: dateInWords(givenOn) },
  { text: dateInWords((turn === 'department' && answers.at(-1)?.talkUntil) || answerBy) },
  { text: TURN_WORDS[turn] },
];

function factsOf(alert: ChangeAlertView): { text: string; value: string; href?: string }[] {
  const { department, kind, affected, fromOn, sureness, asks, link, givenOn, answerBy, state } = alert;
  return [
    { text: 'Department', value: department },
    { text: 'About', value: KIND_WORDS[kind] },
    { text: 'Who is affected', value: affected },
    { text: 'From when', value: fromWhen(fromOn) },
    { text: 'How sure it is', value: SURENESS_WORDS[sureness] },
    { text: 'What the group is asked', value: asks },
    ...(link ? [{ text: 'See also', value: link.startsWith('/grants') ? 'The grant' : 'The consultation', href: link }] : []),
    { text: 'Told', value: dateInWords(givenOn) },
    ...(state === 'waiting' || state === 'late' ? [{ text: 'Answer by', value: dateInWords(answerBy) }] : []),
    ...(alert.withdrawnOn ? [{ text: 'Withdrawn', value: `${dateInWords(alert.withdrawnOn)}: ${alert.withdrawnBecause}` }] : []),
    ...(alert.closedOn ? [{ text: 'Closed', value: `${dateInWords(alert.closedOn)}: ${alert.closedBecause}` }] : []),
  ];
}

function stepsOf({ state, departmentKey }: ChangeAlertView, person: Person | null): { text: string; path: string }[] {
  if (state === 'withdrawn' || state === 'closed') return [];
  const isTheirs = actorsWith(person, 'change-alerts.give').some((officer) => officer.may('change-alerts.give', departmentKey));
  const holds = (permission: 'change-alerts.answer' | 'change-alerts.comment'): boolean => actorsWith(person, permission).length > 0;
  return [
    ...(holds('change-alerts.answer') ? [{ text: 'Answer for the group', path: 'answer' }] : []),
    ...(holds('change-alerts.comment') ? [{ text: 'Comment', path: 'comment' }] : []),
    ...(isTheirs
      ? [
          { text: 'Say otherwise what is coming', path: 'update' },
          { text: 'Close it: the change came to be', path: 'close' },
          { text: 'Withdraw it', path: 'withdraw' },
        ]
      : []),
  ];
}
