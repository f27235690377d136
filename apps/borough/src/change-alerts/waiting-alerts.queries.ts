import { actorsWith } from '#identity';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { ChangeAlertsQueries } from './change-alerts.queries.js';

/** Alerts to answer, for the chairs and the secretary; and for officers those that the group wants something of. */
@Injectable()
export class WaitingAlerts implements WaitingSource {
  constructor(private readonly queries: ChangeAlertsQueries) {}

  async linesFor({ person }: Reader): Promise<WaitingLine[]> {
    const answers = actorsWith(person, 'change-alerts.answer').length > 0;
    const officers = actorsWith(person, 'change-alerts.give');
    if (!answers && officers.length === 0) return [];
    return (await this.queries.open(person)).flatMap((alert): WaitingLine[] => {
      const { id, turn, department, departmentKey, givenOn, answerBy, answeredOn } = alert;
      const line = { thing: `alert ${id}`, href: `/change-alerts/${id}`, waitsFor: ['reader'] as const };
      if (turn === 'group' && answers) {
        return [{ ...line, what: `Answer an alert of ${department}`, since: givenOn, dueOn: answerBy }];
      }
      const isTheirs = officers.some((officer) => officer.may('change-alerts.give', departmentKey));
      if (turn !== 'department' || !isTheirs) return [];
      const last = alert.answers.at(-1);
      const wish = last?.kind === 'wants-to-talk' ? 'talk about' : 'a consultation on';
      const what = `The group wants ${last?.kind === 'wants-to-talk' ? 'to ' : ''}${wish} an alert of ${department}`;
      return [{ ...line, what, since: answeredOn, dueOn: last?.talkUntil ?? null }];
    });
  }
}
