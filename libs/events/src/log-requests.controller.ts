import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { EventLog, type LogDigest } from './sequencer/event-log.service.js';
import { inLines } from './lines.js';
import { BOROUGH_REQUESTS } from './request-server.js';
import { pass } from './fault-points.js';

const MOST_BYTES = 900_000;

/** Gives the aggregator what it asks of the log: how a gap is filled, and how it is built anew. */
@Controller()
export class LogRequestsController {
  constructor(private readonly log: EventLog) {}

  /** Events after a position, as they are published, as many as fit one message: an array in JSON with each event on a line of its own. */
  @MessagePattern('log.read', BOROUGH_REQUESTS)
  async read(@Payload() asked: { after?: unknown; limit?: unknown }): Promise<string> {
    const after = Number.isSafeInteger(asked.after) ? Math.max(0, asked.after as number) : 0;
    const limit = Number.isSafeInteger(asked.limit) ? Math.min(2_000, Math.max(1, asked.limit as number)) : 500;
    const events = await this.log.readFitting(after, limit, MOST_BYTES);
    pass('log asked');
    return inLines(events);
  }

  /** What stands for all of the log up to a position: where it is equal, nothing was lost, altered or put in another order. */
  @MessagePattern('log.digest', BOROUGH_REQUESTS)
  digest(@Payload() asked: { position?: unknown }): Promise<LogDigest> {
    return this.log.digest(Number.isSafeInteger(asked.position) ? Math.max(0, asked.position as number) : 0);
  }
}
