import { prepared, sql } from '#database';
import { LIVE } from '#events';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';

/** All that is kept, in rows: some 10 MB. */
const MOST_ROWS_KEPT = 20_000;
/** So many rows a statement counts for, about what the choices of all filters come to. */
const ROWS_OF_A_STATEMENT = 20;

/** Where this is the same, the projections hold the same: nothing was applied, tried again or built anew. */
const STATE = prepared(`
  select concat_ws(' ',
    (select md5(string_agg(concat_ws(' ', borough, epoch, position, applied_at), ',' order by borough))
     from feed_positions where projection_set = '${LIVE}'),
    (select concat_ws(' ', count(replayed_at), max(replayed_at)) from parked where projection_set = '${LIVE}')) as state`);

/**
 * Answers to what many people ask alike, and what takes long to count, each kept for as long as the projections hold the same; what has
 * not been asked for longest makes room.
 */
@Injectable()
export class KeptReads {
  private readonly kept = new LRUCache<string, Promise<unknown>>({ maxSize: MOST_ROWS_KEPT });
  private asked: Promise<string> | null = null;

  constructor(private readonly em: EntityManager) {}

  /** The rows of a statement that reads projections, and nothing else. They belong to all who ask, and are not to be changed. */
  rows<Row>(text: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.answer([text, parameters], ROWS_OF_A_STATEMENT, () => sql<Row>(this.em.fork(), text, parameters));
  }

  /**
   * What `read` works out from projections, and from what the question names. It belongs to all who ask, and is not to be changed.
   * @param rows about how many rows the answer has; one of more than may be kept in all is worked out each time.
   */
  async answer<T>(question: readonly unknown[], rows: number, read: () => Promise<T>): Promise<T> {
    // What is asked may be long, so its hash stands for it.
    const key = hash('sha256', JSON.stringify([await this.state(), ...question]));
    const kept = (this.kept.get(key) as Promise<T> | undefined) ?? read();
    this.kept.set(key, kept, { size: rows });
    kept.catch(() => this.kept.delete(key));
    return kept;
  }

  /** Who asks while it is read is told the same. */
  private state(): Promise<string> {
    this.asked ??= sql<{ state: string }>(this.em.fork(), STATE)
      .then(([row]) => row?.state ?? '')
      .finally(() => (this.asked = null));
    return this.asked;
  }
}
