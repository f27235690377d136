import { Clock } from '#clock';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { CaseFinder } from './case-finder.service.js';

const LOOKS_EVERY_MILLISECONDS = 1_000;

/**
 * Looks for cases for as long as the program runs: what changed is judged, and what is due is told, without anybody asking. Every act is
 * sealed in the history, so that where nothing was sealed since and the day is the same, there is nothing to look at.
 */
@Injectable()
export class CaseWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('commitments');
  private readonly stopping = new AbortController();
  private looking = Promise.resolve();
  private lookedUpTo = '';

  constructor(
    private readonly finder: CaseFinder,
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.looking = this.lookWhileWanted(this.stopping.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  private async lookWhileWanted(wanted: AbortSignal): Promise<void> {
    while (!wanted.aborted) {
      const looked = await this.look().catch((error: unknown) => {
        this.logger.warn({ fault: error instanceof Error ? error.message : String(error) }, 'looking for cases paused');
        return 0;
      });
      if (looked === 0) await pause(LOOKS_EVERY_MILLISECONDS, undefined, { signal: wanted }).catch(() => undefined);
    }
  }

  private async look(): Promise<number> {
    const [last] = await sql<{ place: string | null }>(this.em.fork(), 'select max(place)::text as place from history_chain');
    const upTo = `${last?.place ?? 'none'} ${this.clock.today()}`;
    if (upTo === this.lookedUpTo) return 0;
    const looked = await this.finder.look();
    if (looked === 0) this.lookedUpTo = upTo;
    return looked ?? 0;
  }
}
