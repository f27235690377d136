import { addDays } from '#clock';
import type { OwnPromise } from '#commitments';
import { plural } from '#pages';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { lengthHint, outcomeDueOn } from './consultation-on-page.js';
import { ConsultationsQueries, type ConsultationView } from './consultations.queries.js';
import { Running } from './running.js';

const MOST = 100;
const SOON_DAYS = 28;

/** Consultations of theirs: answers that wait for a reason, outcomes and explanations that are due, and what opens or closes soon. */
@Injectable()
export class WaitingConsultations implements WaitingSource {
  constructor(private readonly queries: ConsultationsQueries) {}

  async linesFor({ person, today }: Reader): Promise<WaitingLine[]> {
    const running = Running.of(person);
    if (!running) return [];
    const ownLength = await this.queries.ownLengths();
    const lines: WaitingLine[] = [];
    for (const state of ['closed', 'open', 'announced'] as const) {
      const { items } = await this.queries.list({ state, limit: MOST }, running);
      lines.push(...items.filter(isOwn).flatMap((view) => LINES_OF[state](view, today, ownLength)));
    }
    return lines;
  }
}

/** How many answers are undecided is shown to those alone who run it. */
const isOwn = ({ undecided, isEarlier }: ConsultationView): boolean => !isEarlier && typeof undecided === 'number';

type OwnLength = (day: string) => OwnPromise;
type Lines = (view: ConsultationView, today: string, ownLength: OwnLength) => WaitingLine[];

const LINES_OF: Readonly<Record<'closed' | 'open' | 'announced', Lines>> = {
  closed: ({ id, title, undecided, answersUntil }) => [
    {
      thing: `consultation ${id}`,
      what: undecided ? `Say what was done with ${plural(undecided, 'answer')}: ${title}` : `Publish the outcome: ${title}`,
      href: undecided ? `/consultations/${id}/answers` : `/consultations/${id}/outcome`,
      since: answersUntil,
      dueOn: outcomeDueOn(answersUntil),
      waitsFor: ['reader'],
    },
  ],
  open: (view, today, ownLength) => [...explanationOf(view, ownLength), ...soon(view, 'Closes', view.answersUntil, today)],
  announced: (view, today, ownLength) => [...explanationOf(view, ownLength), ...soon(view, 'Opens', view.opensOn, today)],
};

function explanationOf(view: ConsultationView, ownLength: OwnLength): WaitingLine[] {
  if (lengthHint(view, ownLength(view.opensOn)) === null) return [];
  const { id, title, announcedOn, opensOn } = view;
  const what = `Say why it is shorter than promised: ${title}`;
  return [
    { thing: `explanation ${id}`, what, href: `/consultations/${id}/explain`, since: announcedOn, dueOn: opensOn, waitsFor: ['reader'] },
  ];
}

function soon({ id, title }: ConsultationView, does: string, day: string, today: string): WaitingLine[] {
  if (day > addDays(today, SOON_DAYS)) return [];
  const href = `/consultations/${id}`;
  return [{ thing: `${does} ${id}`, what: `A consultation ${does.toLowerCase()}: ${title}`, href, since: null, dueOn: day, waitsFor: [] }];
}
