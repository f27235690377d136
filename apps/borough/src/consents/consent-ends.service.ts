import { inLogShort } from '#errors';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { ConsentsService } from './consents.service.js';

const LOOKS_EVERY_MILLISECONDS = 500;

/**
 * Tells that a representative is not named any more once the role is over, though on its last day nobody acts. The name itself has gone
 * before: whoever asks for it gets it only while the role is held.
 */
@Injectable()
export class ConsentEnds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('consents');
  private readonly stopping = new AbortController();
  private looking = Promise.resolve();

  constructor(private readonly consents: ConsentsService) {}

  onApplicationBootstrap(): void {
    this.looking = this.lookWhileWanted(this.stopping.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  private async lookWhileWanted(wanted: AbortSignal): Promise<void> {
    while (!wanted.aborted) {
      await this.consents.endOver().catch((error: unknown) => {
        this.logger.warn({ fault: inLogShort(error) }, 'ending consents paused');
      });
      await pause(LOOKS_EVERY_MILLISECONDS, undefined, { signal: wanted }).catch(() => undefined);
    }
  }
}
