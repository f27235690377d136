import { Clock } from '#clock';
import { prepared, sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Logger } from '@nestjs/common';
import { genesisOf } from '../chain.js';
import type { CheckedEvent } from './checked-event.js';
import { FeedContext } from './projection.js';
import { Parking, refusedAmong } from './parking.js';
import { type Refusal, refusal } from './set-aside.js';
import { type Handler, ToldRun } from './told-run.js';
import { pass } from '../fault-points.js';

/** How far a borough's feed is applied. */
export interface FeedPlace {
  readonly epoch: number;
  readonly position: number;
  readonly hash: string;
}

/** A run that is to be applied; `poison` is why its one event cannot be, found by trying. */
interface Application {
  readonly from: FeedPlace;
  readonly told: ToldRun;
  readonly poison: Refusal | null;
}

interface Applied {
  readonly to: FeedPlace;
  /** What was set aside, and why. */
  readonly refused: ReadonlyMap<CheckedEvent, Refusal>;
}

/** Another instance has moved the position. Nothing was applied; the position is to be read again. */
export class PositionMoved extends Error {}

/**
 * Runs of a few events follow each other closely, and to plan their statements takes longer than to carry them out: so each session plans
 * what it prepared once. A table may be empty then, and must not be read whole once it is full. Whether any record is closed is asked
 * with it: hardly ever is one, and which they are need not be asked then. Nor need the commit wait for the disk: what a server that
 * crashes loses, it loses with the position, and it is read again (docs/decisions/0012).
 */
const MOVE = prepared(
  `update feed_positions set epoch = $1, position = $2, hash = $3, applied_at = $4
   where projection_set = $5 and borough = $6 and epoch = $7 and position = $8
   returning exists (
     select 1 from parked p where p.projection_set = $5 and p.borough = $6 and p.replayed_at is null and p.closes_subject) as "isAnyClosed",
     set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
     set_config('synchronous_commit', 'off', true)`,
);

const TRANSIENT_SQLSTATE = /^(08|40|53|55P03|57P0|58)/;
const FIRST_EPOCH = 1;
/** Of one run, one by one. */
const MOST_LOGGED = 20;

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
  private readonly logger = new Logger('feed');
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
      for await (const run of runs) place = await this.apply(place, this.tell(borough, run), em);
      return place;
    });
  }

  /** Tells the projections of a run that is to be applied next, or after the one that is being applied. */
  tell(borough: string, run: readonly CheckedEvent[]): ToldRun {
    return new ToldRun(borough, run, this.handlers());
  }

  /**
   * Applies a run that follows on from `from`. A fault that will pass is thrown for the caller to try again; an event that no trying again
   * can mend is parked alone, and the others are applied.
   */
  async apply(from: FeedPlace, told: ToldRun, within = this.em.fork()): Promise<FeedPlace> {
    const { borough, run } = told;
    const transaction = async (poison: Refusal | null): Promise<FeedPlace> => {
      const { to, refused } = await within.transactional((em) => this.applyAll(em, { from, told, poison }));
      this.logRefused(borough, refused);
      return to;
    };
    try {
      const to = await transaction(null);
      pass('run applied');
      return to;
    } catch (error) {
      told.drop();
      if (error instanceof PositionMoved || isTransient(error)) throw error;
      const [first, ...others] = run;
      if (first === undefined) throw error;
      if (others.length === 0) return transaction(refusal('not-applied', (error as Error).message));
      const middle = Math.ceil(run.length / 2);
      const between = await this.apply(from, this.tell(borough, run.slice(0, middle)), within);
      return this.apply(between, this.tell(borough, run.slice(middle)), within);
    }
  }

  private async applyAll(em: EntityManager, { from, told, poison }: Application): Promise<Applied> {
    const { borough, run } = told;
    const last = run.at(-1);
    if (!last) return { to: from, refused: new Map() };
    const to: FeedPlace = { epoch: from.epoch, position: last.position, hash: last.hash };
    const isAnyClosed = await this.move(em, borough, from, to);
    pass('position moved');
    const closed = isAnyClosed ? await this.parking.closedAmong(em, borough, run) : new Set<string>();
    const refused = refusedAmong(run, closed, poison);
    const applied = refused.size === 0 ? run : run.filter((event) => !refused.has(event));
    const isToldAsIs = [...refused.keys()].every((event) => event.refusal !== null);
    await (isToldAsIs ? told : this.tell(borough, applied)).write(em);
    if (!isToldAsIs) told.drop();
    await this.parking.park(em, borough, refused);
    await this.parking.erase(em, borough, applied);
    pass('rows written');
    return { to, refused };
  }

  /** Without what the events say, and without the reason, which may quote it: logs are kept for longer and read by others. */
  private logRefused(borough: string, refused: Applied['refused']): void {
    for (const [{ position, envelope }, { kind }] of [...refused].slice(0, MOST_LOGGED))
      this.logger.warn({ borough, position, event: envelope?.id, type: envelope?.type, kind }, 'an event was set aside');
    if (refused.size > MOST_LOGGED) this.logger.warn({ borough, events: refused.size - MOST_LOGGED }, 'more events were set aside');
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
      await this.tell(borough, run).write(em);
      const [last, first] = [run.at(-1), events[run.length]];
      if (last) await this.parking.taken(em, borough, subject, last.position);
      const why = poison ?? first?.refusal;
      if (first && why) await this.parking.stay(em, borough, subject, first.position, why);
    });
  }

  /** The position moves from where it was thought to be, or not at all. @returns whether a record of the borough is closed. */
  private async move(em: EntityManager, borough: string, from: FeedPlace, to: FeedPlace): Promise<boolean> {
    const [moved] = await sql<{ isAnyClosed: boolean }>(em, MOVE, [
      to.epoch,
      to.position,
      to.hash,
      this.clock.now().toISOString(),
      this.projectionSet,
      borough,
      from.epoch,
      from.position,
    ]);
    if (!moved) throw new PositionMoved();
    return moved.isAnyClosed;
  }
}
