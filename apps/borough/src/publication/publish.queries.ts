import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PublishedType } from './confirm-complete.command.js';

export interface Published {
  readonly records: number;
  /** The instant of the last fact that was told of it; null where none was. */
  readonly lastPublishedAt: string | null;
}

const RECORDS: Record<PublishedType, string> = {
  grants: 'select count(*)::int as records from grants where withdrawn_on is null',
  programmes: 'select count(*)::int as records from programmes',
  organisations: 'select count(*)::int as records from organisations',
};

/** What is published of each kind of record. */
@Injectable()
export class PublishQueries {
  constructor(private readonly em: EntityManager) {}

  async of(type: PublishedType): Promise<Published> {
    const em = this.em.fork();
    const [counted] = await sql<{ records: number }>(em, RECORDS[type]);
    const [last] = await sql<{ at: string }>(
      em,
      `select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from events
       where type like $1 || '.%' order by position desc limit 1`,
      [type],
    );
    return { records: counted?.records ?? 0, lastPublishedAt: last?.at ?? null };
  }
}
