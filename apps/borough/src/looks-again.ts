import { inLogShort } from '#errors';
import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';

/** Work that nobody asks for, done again and again for as long as the program runs. What fails is said in the log and tried again. */
export abstract class LooksAgain implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** What it is called in the log. */
  protected abstract readonly name: string;
  protected abstract readonly everyMilliseconds: number;
  private readonly stopping = new AbortController();
  private looking = Promise.resolve();

  /** Does what there is to do. @returns whether there may be more at once. */
  protected abstract look(): Promise<boolean>;

  onApplicationBootstrap(): void {
    this.looking = this.lookWhileWanted(this.stopping.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  private async lookWhileWanted(wanted: AbortSignal): Promise<void> {
    const logger = new Logger(this.name);
    while (!wanted.aborted) {
      const hasMore = await this.look().catch((error: unknown) => {
        logger.warn({ fault: inLogShort(error) }, `${this.name} paused`);
        return false;
      });
      if (!hasMore) await pause(this.everyMilliseconds, undefined, { signal: wanted }).catch(() => undefined);
    }
  }
}
