import { addMonths, dateInWords } from '#clock';
import { actorsWith } from '#identity';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { CheckInsQueries } from './check-ins.queries.js';

const MONTHS_AHEAD = 3;

/** The yearly check-in of the Compact, from three months before it is due, and until it is held where one was missed. */
@Injectable()
export class WaitingCheckIns implements WaitingSource {
  constructor(private readonly checkIns: CheckInsQueries) {}

  async linesFor({ person, today }: Reader): Promise<WaitingLine[]> {
    if (actorsWith(person, 'compacts.follow').length === 0) return [];
    const standing = await this.checkIns.standing();
    if (!standing || (standing.missed === 0 && standing.dueOn > addMonths(today, MONTHS_AHEAD))) return [];
    const { since, dueOn, missed, inactiveFrom } = standing;
    const recorder = actorsWith(person, 'compacts.decide').length > 0;
    const what =
      missed === 0
        ? 'Hold the yearly check-in of the Compact'
        : `A yearly check-in of the Compact was missed. Hold one, or from ${dateInWords(inactiveFrom)} nobody counts as working by it`;
    const href = recorder ? '/compact/check-ins' : '/compact';
    return [{ thing: `check-in ${since}`, what, href, since, dueOn, waitsFor: recorder ? ['reader'] : [] }];
  }
}
