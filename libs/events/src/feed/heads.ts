import { Clock, isCivilDate } from '#clock';
import { sql } from '#database';
import { inLogShort } from '#errors';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Logger } from '@nestjs/common';
import { type Head, headSubjectOf, isInstant } from '../envelope.js';
import { isSignedBy } from '../signed-head.js';

const MOST_BYTES = 16_384;
const MOST_OF_AN_INT = 2 ** 31 - 1;
/** A head from further in the future would shut out all that follow it, once the borough's clock is right again. */
const MOST_AHEAD_MILLISECONDS = 5 * 60_000;

const isCount = (value: unknown, most = MOST_OF_AN_INT): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;

/** Every page counts days from what is told here: were it no day, there would be no page of any borough. More may be said of a kind. */
function isCompleteness(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((told: { completeTo?: unknown; agreedDays?: unknown } | null) => {
    return told === null || (isCivilDate(told.completeTo) && isCount(told.agreedDays) && told.agreedDays !== 0);
  });
}

/** Reads a head that came under a borough's subject; null where it does not read, or speaks for another. */
export function readHead(subject: string, text: string): Head | null {
  if (text.length > MOST_BYTES) return null;
  try {
    const head = JSON.parse(text) as Head;
    const { epoch, position, intervalMilliseconds, hash, time, completeness } = head;
    const isCounted = isCount(position, Number.MAX_SAFE_INTEGER) && isCount(epoch) && isCount(intervalMilliseconds);
    const isWorded = typeof hash === 'string' && isInstant(time) && isCompleteness(completeness);
    return isCounted && isWorded && headSubjectOf(head.borough) === subject ? head : null;
  } catch {
    return null;
  }
}

/** What of a head is compared with the one before it. */
type HeadPlace = Pick<Head, 'epoch' | 'position' | 'time'>;

/** A later epoch may begin at a lower position; nothing else goes back. The database asks the same of a head that is to be kept. */
function goesBack(before: HeadPlace, head: HeadPlace): boolean {
  if (head.time < before.time || head.epoch < before.epoch) return true;
  return head.epoch === before.epoch && head.position < before.position;
}

/** Takes the boroughs' heads: only what the borough itself has signed, and nothing that goes back. Keeps the newest of each. */
export class Heads {
  private readonly logger = new Logger('feed');
  private readonly newest = new Map<string, HeadPlace>();
  /** At most one a borough: what a newer head says stands for the one before it. */
  private readonly unwritten = new Map<string, Head>();
  private writing: Promise<void> | null = null;

  /** `keysOf` gives the public keys whose signature on a borough's head counts. */
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly keysOf: (borough: string) => readonly string[],
  ) {}

  /** Reads how far each borough was when this was last heard, so that an old head is refused after a start too. */
  async load(): Promise<void> {
    const rows = await sql<{ borough: string; epoch: number; position: string; time: string }>(
      this.em.fork(),
      `select borough, epoch, position, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time
       from borough_heads`,
    );
    for (const { borough, epoch, position, time } of rows) this.newest.set(borough, { epoch, position: Number(position), time });
  }

  /** Takes a head to be kept, or refuses it and says so in the log. It is written at once, or after the one that is being written. */
  hear(subject: string, text: string, signature: string): Head | null {
    const head = readHead(subject, text);
    const refusal = head ? this.refusalOf(head, text, signature) : 'it does not read, or speaks for another borough';
    if (refusal !== null || !head) {
      this.logger.warn({ subject, epoch: head?.epoch, position: head?.position }, `a head was refused: ${refusal}`);
      return null;
    }
    this.newest.set(head.borough, head);
    this.unwritten.set(head.borough, head);
    this.writing ??= this.writeAll().finally(() => (this.writing = null));
    return head;
  }

  private refusalOf(head: Head, text: string, signature: string): string | null {
    if (!isSignedBy(this.keysOf(head.borough), text, signature)) return 'the borough has not signed it';
    const before = this.newest.get(head.borough);
    if (before && goesBack(before, head)) return 'it goes back behind one that was heard before';
    const aheadMilliseconds = Date.parse(head.time) - this.clock.now().getTime();
    return aheadMilliseconds > MOST_AHEAD_MILLISECONDS ? 'it comes from the future' : null;
  }

  /** Resolves once nothing is being written. */
  async settled(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    for (let [head] = this.unwritten.values(); head; [head] = this.unwritten.values()) {
      this.unwritten.delete(head.borough);
      try {
        await this.keep(head);
      } catch (fault) {
        this.logger.warn({ borough: head.borough, fault: inLogShort(fault) }, 'a head was not kept');
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
       where (excluded.epoch > kept.epoch or excluded.epoch = kept.epoch and excluded.position >= kept.position)
         and excluded.published_at >= kept.published_at`,
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
}
