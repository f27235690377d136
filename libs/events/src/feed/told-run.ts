import type { EntityManager } from '@mikro-orm/postgresql';
import type { CheckedEvent } from './checked-event.js';
import { FeedContext, type FeedEvent } from './projection.js';
import { upcast } from './upcast.js';

/** A projection as the feed calls it. */
export interface Handler {
  readonly name: string;
  readonly types: ReadonlySet<string>;
  /** Settles once its rows are written in the context's transaction. */
  handle(run: readonly FeedEvent[], context: FeedContext): Promise<void>;
  /** Takes away all rows of the context's borough, and what was concluded from them. */
  forget(context: FeedContext): Promise<void>;
}

/** Nothing of a run is written: the one before it was not applied, or it is told again without some of its events. */
class Dropped extends Error {}

interface Part {
  readonly turn: PromiseWithResolvers<EntityManager>;
  readonly written: Promise<void>;
}

/**
 * A run that the projections were told. Each works out at once what it needs no database for, so that a run can be told while the one
 * before it is written; they write one after the other.
 */
export class ToldRun {
  private readonly parts: readonly Part[] | null;
  private readonly fault: unknown;

  constructor(
    readonly borough: string,
    readonly run: readonly CheckedEvent[],
    handlers: readonly Handler[],
  ) {
    try {
      const told = run.filter(({ refusal, envelope }) => refusal === null && envelope !== null && envelope.data !== null).map(feedEvent);
      this.parts = handlers.flatMap((handler) => this.tell(handler, told));
    } catch (error) {
      [this.parts, this.fault] = [null, error];
    }
  }

  /** @throws what keeps a projection from writing it. */
  async write(em: EntityManager): Promise<void> {
    if (this.parts === null) throw this.fault;
    for (const { turn, written } of this.parts) {
      turn.resolve(em);
      await written;
    }
  }

  /** What was not written is not going to be. */
  drop(): void {
    for (const { turn } of this.parts ?? []) turn.reject(new Dropped());
  }

  private tell({ types, handle }: Handler, told: readonly FeedEvent[]): Part[] {
    const events = told.filter(({ type }) => types.has(type));
    if (events.length === 0) return [];
    const turn = Promise.withResolvers<EntityManager>();
    const written = handle(events, new FeedContext(turn.promise, this.borough));
    // Whether it failed is asked in `write`; what is dropped is never asked.
    for (const unasked of [turn.promise, written]) unasked.catch(() => undefined);
    return [{ turn, written }];
  }
}

function feedEvent({ position, envelope }: CheckedEvent): FeedEvent {
  if (!envelope) throw new TypeError('An event that does not read is parked, never applied');
  const { id, type, subject, time, data } = envelope;
  return upcast({ id, type, subject, time, position, data });
}
