import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { genesisOf } from '../chain.js';
import { envelopeText } from '../envelope.js';
import { type EventRow, loggedEvent, READ_FITTING_LOG, READ_LOG } from './event-log.js';

/** The chain's hash at one position of a log, and the epoch that the log is in. */
export interface LogDigest {
  readonly epoch: number;
  readonly position: number;
  /** In hexadecimal; null where the log has no such position. */
  readonly hash: string | null;
}

/** The borough's public log, as anyone may read it. */
@Injectable()
export class EventLog {
  constructor(
    private readonly em: EntityManager,
    private readonly borough: string,
    private readonly source: string,
  ) {}

  /** The published text of the events after a position, in order, at most `limit`. */
  async read(after: number, limit: number): Promise<string[]> {
    const rows = await sql<EventRow>(this.em.fork(), READ_LOG, [after, limit]);
    return rows.map((row) => envelopeText(this.source, loggedEvent(row)));
  }

  /** The same, as many as fit a message of so many bytes, and one at least. */
  async readFitting(after: number, limit: number, bytes: number): Promise<string[]> {
    const rows = await sql<EventRow>(this.em.fork(), READ_FITTING_LOG, [after, limit, bytes]);
    const events = rows.map((row) => envelopeText(this.source, loggedEvent(row)));
    let sum = 0;
    return events.filter((text, index) => (sum += Buffer.byteLength(text) + 1) <= bytes || index === 0);
  }

  /** What stands for all of the log up to a position. */
  async digest(position: number): Promise<LogDigest> {
    const [row] = await sql<{ epoch: number; hash: string | null }>(
      this.em.fork(),
      'select (select coalesce(max(epoch), 1) from log_epochs) as epoch, (select hash from events where position = $1) as hash',
      [position],
    );
    return { epoch: row?.epoch ?? 1, position, hash: position === 0 ? genesisOf(this.borough) : (row?.hash ?? null) };
  }
}
