import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MILLISECONDS = 1_000;

/** What the database says of the pipe, if it answers soon: this page must stand when the rest does not. */
@Injectable()
export class StatusQueries {
  constructor(private readonly em: EntityManager) {}

  /** How many facts wait to be numbered. Null where the database does not answer within a second. */
  async waitingInOutbox(): Promise<number | null> {
    const enough = new AbortController();
    const asked = sql<{ waiting: number }>(this.em.fork(), 'select count(*)::int as waiting from outbox')
      .then(([row]) => row?.waiting ?? 0)
      .catch(() => null);
    try {
      return await Promise.race([asked, pause(PATIENCE_MILLISECONDS, null, { signal: enough.signal })]);
    } finally {
      enough.abort();
    }
  }
}
