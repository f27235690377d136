import { dateInWords, workingDaysAfter } from '#clock';
import { actorsWith } from '#identity';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { BrokeringQueries } from './brokering.queries.js';

/** Four weeks: what rests for longer would wait for the next meeting of a group that meets each quarter. */
const WORKING_DAYS_AT_REST = 20;

/** What nobody took a step in for long, for whoever holds it. A line names nobody: who opens it is written down, who reads it is not. */
@Injectable()
export class WaitingBrokering implements WaitingSource {
  constructor(private readonly queries: BrokeringQueries) {}

  async linesFor({ person, today }: Reader): Promise<WaitingLine[]> {
    const holders = actorsWith(person, 'brokering.keep');
    if (holders.length === 0) return [];
    return (await this.queries.heldBy(holders)).flatMap(({ id, openedOn, lastStepOn }) => {
      const dueOn = workingDaysAfter(lastStepOn, WORKING_DAYS_AT_REST);
      if (today <= dueOn) return [];
      const what = `No step for ${WORKING_DAYS_AT_REST} working days in what is brokered since ${dateInWords(openedOn)}`;
      return [{ thing: `brokering ${id}`, what, href: `/brokering/${id}`, since: lastStepOn, dueOn, waitsFor: ['reader'] }];
    });
  }
}
