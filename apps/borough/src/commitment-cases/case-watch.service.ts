import { Clock } from '#clock';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { LooksAgain } from '../looks-again.js';
import { CaseFinder } from './case-finder.service.js';

/**
 * Looks for cases for as long as the program runs: what changed is judged, and what is due is told, without anybody asking. Every act is
 * sealed in the history, so that where nothing was sealed since and the day is the same, there is nothing to look at.
 */
@Injectable()
export class CaseWatch extends LooksAgain {
  protected override readonly name = 'looking for cases';
  protected override readonly everyMilliseconds = 1_000;
  private lookedUpTo = '';

  constructor(
    private readonly finder: CaseFinder,
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {
    super();
  }

  protected override async look(): Promise<boolean> {
    const [last] = await sql<{ place: string | null }>(this.em.fork(), 'select max(place)::text as place from history_chain');
    const upTo = `${last?.place ?? 'none'} ${this.clock.today()}`;
    if (upTo === this.lookedUpTo) return false;
    const looked = await this.finder.look();
    if (looked === 0) this.lookedUpTo = upTo;
    return looked !== null && looked > 0;
  }
}
