import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { answeredSoon } from '../answered-soon.js';

/** The facts that have no number yet, and how long the oldest has waited. */
export interface Waiting {
  readonly facts: number;
  readonly oldestSeconds: number;
}

const WAITING = `
  select count(*)::int as facts, coalesce(greatest(0, extract(epoch from now() - min(recorded_at))), 0)::float as "oldestSeconds"
  from outbox`;

/** What the database says of the pipe, if it answers soon: this page must stand when the rest does not. */
@Injectable()
export class StatusQueries {
  constructor(private readonly em: EntityManager) {}

  /** What waits to be numbered. Null where the database does not answer within a second. */
  async waitingInOutbox(): Promise<Waiting | null> {
    return answeredSoon(sql<Waiting>(this.em.fork(), WAITING).then(([row]) => row ?? null));
  }
}
