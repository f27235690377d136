import { addMonths } from '#clock';
import { standingOn } from '#commitments';
import { actorsWith } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { AdoptedVersions } from './adopted-versions.queries.js';

const MONTHS_AHEAD = 12;

/** The review of the Compact, from a year before it is due. */
@Injectable()
export class WaitingReview implements WaitingSource {
  constructor(
    private readonly em: EntityManager,
    private readonly adopted: AdoptedVersions,
  ) {}

  async linesFor({ person, today }: Reader): Promise<WaitingLine[]> {
    if (actorsWith(person, 'compacts.follow').length === 0) return [];
    const { versions, said } = await this.adopted.all(this.em.fork());
    const { inForce, reviewDueOn } = standingOn(versions, said, today);
    if (!inForce || !reviewDueOn || reviewDueOn > addMonths(today, MONTHS_AHEAD)) return [];
    const what = 'The review of the Compact is due';
    return [{ thing: `review ${inForce.versionId}`, what, href: '/compact', since: null, dueOn: reviewDueOn, waitsFor: [] }];
  }
}
