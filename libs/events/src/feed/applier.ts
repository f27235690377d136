import { Clock } from '#clock';
import { prepared, sql, sqlCount } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { genesisOf } from '../chain.js';
import type { CheckedEvent } from './checked-event.js';
import { FeedContext, type FeedEvent } from './projection.js';
import { Parking } from './parking.js';
import { type Refusal, refusal } from './set-aside.js';
import { upcast } from './upcast.js';
import { pass } from '../fault-points.js';

/** A projection as the feed calls it. */
export interface Handler {
  readonly name: string;
  readonly types: ReadonlySet<string>;
  /** Settles once its rows are written in the context's transaction. */
  handle(run: readonly FeedEvent[], context: FeedContext): Promise<void>;
  /** Takes away all rows of the context's borough, and what was concluded from them. */
  forget(context: FeedContext): Promise<void>;
}

/** How far a borough's feed is applied. */
export interface FeedPlace {
  readonly epoch: number;
  readonly position: number;
  readonly hash: string;
}

/** A run that is to be applied; `poison` is why its one event cannot be, found by trying. */
interface Application {
  readonly borough: string;
  readonly from: FeedPlace;
  readonly run: readonly CheckedEvent[];
  readonly poison: Refusal | null;
}

/** Another instance has moved the position. Nothing was applied; the position is to be read again. */
export class PositionMoved extends Error {}

/**
 * Runs of a few events follow each other closely, and to plan their statements takes longer than to carry them out: so each session plans
 * what it prepared once. A table may be empty then, and must not be read whole once it is full.
 */
const MOVE = prepared(
  `update feed_positions set epoch = $1, position = $2, hash = $3, applied_at = $4
   where projection_set = $5 and borough = $6 and epoch = $7 and position = $8
   returning set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`,
);

const TRANSIENT_SQLSTATE = /^(08|40|53|55P03|57P0|58)/;
const FIRST_EPOCH = 1;

/** True for a fault that will pass: the database away, a deadlock, no room. What caused it is tried again, never parked. */
export function isTransient(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && (TRANSIENT_SQLSTATE.test(code) || /^E[A-Z]{3,}$/.test(code))) return true;
    if (/Connection terminated|timeout exceeded|pool|ECONN|driver has already been destroyed/i.test(at.message)) return true;
  }
  return false;
}

/** Writes checked events and the position they bring the feed to, in one transaction: exactly once in effect. */
export class Applier {
  private readonly parking: Parking;

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly projectionSet: string,
    private readonly handlers: () => readonly Handler[],
  ) {
    this.parking = new Parking(clock, projectionSet);
  }

  /** How far a borough is applied; a borough that was never heard begins before its first event. */
  async place(borough: string): Promise<FeedPlace> {
    const em = this.em.fork();
    await sql(
      em,
      `insert into feed_positions (projection_set, borough, epoch, position, hash, applied_at)
       values ($1, $2, $3, 0, $4, $5) on conflict do nothing`,
      [this.projectionSet, borough, FIRST_EPOCH, genesisOf(borough), this.clock.now().toISOString()],
    );
    const [row] = await sql<{ epoch: number; position: string; hash: string }>(
      em,
      'select epoch, position, hash from feed_positions where projection_set = $1 and borough = $2',
      [this.projectionSet, borough],
    );
    if (!row) throw new Error(`The position of ${borough} was taken away while it was read`);
    return { epoch: row.epoch, position: Number(row.position), hash: row.hash };
  }

  /** Goes on in a later epoch of a log that agrees with what is applied. */
  async enterEpoch(borough: string, from: FeedPlace, epoch: number): Promise<FeedPlace> {
    const to = { ...from, epoch };
    await this.em.fork().transactional((em) => this.move(em, borough, from, to));
    return to;
  }

  /**
   * Takes away all that was applied of a borough and applies its log from the first event on, in one transaction: readers see the old
   * rows until the new ones are whole.
   */
  async reread(borough: string, from: FeedPlace, epoch: number, runs: AsyncIterable<readonly CheckedEvent[]>): Promise<FeedPlace> {
    return this.em.fork().transactional(async (em) => {
      let place: FeedPlace = { epoch, position: 0, hash: genesisOf(borough) };
      await this.move(em, borough, from, place);
      for (const { forget } of this.handlers()) await forget(new FeedContext(em, borough));
      await this.parking.forget(em, borough);
      for await (const run of runs) place = await this.apply(borough, place, run, em);
      return place;
    });
  }

  /**
   * Applies a run that follows on from `from`. A fault that will pass is thrown for the caller to try again; an event that no trying again
   * can mend is parked alone, and the others are applied.
   */
  async apply(borough: string, from: FeedPlace, run: readonly CheckedEvent[], within = this.em.fork()): Promise<FeedPlace> {
    const transaction = (poison: Refusal | null) => within.transactional((em) => this.applyAll(em, { borough, from, run, poison }));
    try {
      const to = await transaction(null);
      pass('run applied');
      return to;
    } catch (error) {
      if (error instanceof PositionMoved || isTransient(error)) throw error;
      const [first, ...others] = run;
      if (first === undefined) throw error;
      if (others.length === 0) return transaction(refusal('not-applied', (error as Error).message));
      const middle = Math.ceil(run.length / 2);
      const between = await this.apply(borough, from, run.slice(0, middle), within);
      return this.apply(borough, between, run.slice(middle), within);
    }
  }

  private async applyAll(em: EntityManager, { borough, from, run, poison }: Application): Promise<FeedPlace> {
    const last = run.at(-1);
    if (!last) return from;
    const to: FeedPlace = { epoch: from.epoch, position: last.position, hash: last.hash };
    await this.move(em, borough, from, to);
    pass('position moved');
    const refused = await this.parking.refusedAmong(em, borough, run, poison);
    await this.handOut(em, borough, refused.size === 0 ? run : run.filter((event) => !refused.has(event)));
    await this.parking.park(em, borough, refused);
    await this.parking.erase(em, borough, refused.size === 0 ? run : run.filter((event) => !refused.has(event)));
    pass('rows written');
    return to;
  }

  private async handOut(em: EntityManager, borough: string, run: readonly CheckedEvent[]): Promise<void> {
    const told = run.filter(({ envelope }) => envelope !== null && envelope.data !== null).map(feedEvent);
    for (const { types, handle } of this.handlers()) {
      const events = told.filter(({ type }) => types.has(type));
      if (events.length > 0) await handle(events, new FeedContext(em, borough));
    }
  }

  /**
   * Tries again what is set aside of a borough and asked for, a record at a time in a transaction of its own: what can be applied now is,
   * up to the first event that cannot. @returns how many records were tried.
   */
  async replay(borough: string): Promise<number> {
    const subjects = await this.parking.asked(this.em.fork(), borough);
    for (const subject of subjects) {
      const why = await this.replayRecord(borough, subject, null).catch((error: unknown) => {
        if (isTransient(error)) throw error;
        return refusal('not-applied', (error as Error).message);
      });
      if (why) await this.replayRecord(borough, subject, why);
    }
    return subjects.length;
  }

  /** @throws the error of a projection that cannot apply it; the caller then tries again with `poison`, and nothing is applied. */
  private async replayRecord(borough: string, subject: string, poison: Refusal | null): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const events = await this.parking.of(em, borough, subject);
      const stops = poison ? 0 : events.findIndex((event) => event.refusal !== null);
      const run = stops === -1 ? events : events.slice(0, stops);
      await this.handOut(em, borough, run);
      const [last, first] = [run.at(-1), events[run.length]];
      if (last) await this.parking.taken(em, borough, subject, last.position);
      const why = poison ?? first?.refusal;
      if (first && why) await this.parking.stay(em, borough, subject, first.position, why);
    });
  }

  /** The position moves from where it was thought to be, or not at all. */
  private async move(em: EntityManager, borough: string, from: FeedPlace, to: FeedPlace): Promise<void> {
    const moved = await sqlCount(em, MOVE, [
      to.epoch,
      to.position,
      to.hash,
      this.clock.now().toISOString(),
      this.projectionSet,
      borough,
      from.epoch,
      from.position,
    ]);
    if (moved !== 1) throw new PositionMoved();
  }
}

function feedEvent({ position, envelope }: CheckedEvent): FeedEvent {
  if (!envelope) throw new TypeError('An event that does not read is parked, never applied');
  const { id, type, subject, time, data } = envelope;
  return upcast({ id, type, subject, time, position, data });
}
