import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { envelopeText } from '../envelope.js';
import { type EventRow, loggedEvent, READ_LOG } from './event-log.js';

/** The borough's public log, as anyone may read it. */
@Injectable()
export class EventLog {
  constructor(
    private readonly em: EntityManager,
    private readonly source: string,
  ) {}

  /** The published text of the events after a position, in order, at most `limit`. */
  async read(after: number, limit: number): Promise<string[]> {
    const rows = await sql<EventRow>(this.em.fork(), READ_LOG, [after, limit]);
    return rows.map((row) => envelopeText(this.source, loggedEvent(row)));
  }
}
