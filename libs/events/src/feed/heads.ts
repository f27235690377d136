import { Clock } from '#clock';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Logger } from '@nestjs/common';
import { type Head, headSubjectOf } from '../envelope.js';

const MOST_BYTES = 16_384;

/** Reads a head that came under a borough's subject; null where it does not read, or speaks for another. */
export function readHead(subject: string, text: string): Head | null {
  if (text.length > MOST_BYTES) return null;
  try {
    const head = JSON.parse(text) as Head;
    const whole = [head.epoch, head.position, head.intervalMilliseconds].every((value) => Number.isSafeInteger(value) && value >= 0);
    const worded = typeof head.hash === 'string' && typeof head.time === 'string' && typeof head.completeness === 'object';
    return whole && worded && headSubjectOf(head.borough) === subject ? head : null;
  } catch {
    return null;
  }
}

/** The same as the database asks of a head that is to be kept. */
const goesBack = (before: Head, head: Head): boolean =>
  head.epoch < before.epoch || head.position < before.position || head.time < before.time;

/** Keeps the newest head of each borough; one whose position or time goes back is refused. */
export class Heads {
  private readonly logger = new Logger('feed');
  /** At most one a borough: what a newer head says stands for the one before it. */
  private readonly heard = new Map<string, Head>();
  private writing: Promise<void> | null = null;

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Takes a head to be kept. It is written at once, or after the one that is being written. */
  hear(head: Head): void {
    const waiting = this.heard.get(head.borough);
    if (waiting && goesBack(waiting, head)) return;
    this.heard.set(head.borough, head);
    this.writing ??= this.writeAll().finally(() => (this.writing = null));
  }

  /** Resolves once nothing is being written. */
  async settled(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    for (let [head] = this.heard.values(); head; [head] = this.heard.values()) {
      this.heard.delete(head.borough);
      try {
        await this.keep(head);
      } catch (fault) {
        this.logger.warn({ borough: head.borough, fault: String(fault) }, 'a head was not kept');
      }
    }
  }

  private async keep(head: Head): Promise<void> {
    await sql(
      this.em.fork(),
      `insert into borough_heads as kept (borough, epoch, position, hash, completeness, published_at, received_at, interval_ms)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (borough) do update set
         epoch = excluded.epoch, position = excluded.position, hash = excluded.hash, completeness = excluded.completeness,
         published_at = excluded.published_at, received_at = excluded.received_at, interval_ms = excluded.interval_ms
       where excluded.epoch >= kept.epoch and excluded.position >= kept.position and excluded.published_at >= kept.published_at`,
      [
        head.borough,
        head.epoch,
        head.position,
        head.hash,
        JSON.stringify(head.completeness),
        head.time,
        this.clock.now().toISOString(),
        head.intervalMilliseconds,
      ],
    );
  }

  refused(subject: string): void {
    this.logger.warn({ subject }, 'a head was refused: it does not read, or speaks for another borough');
  }
}
