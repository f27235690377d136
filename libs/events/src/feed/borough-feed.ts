import { inLogShort } from '#errors';
import type { NatsConnection } from '@nats-io/transport-node';
import { Logger } from '@nestjs/common';
import { setImmediate as soon, setTimeout as pause } from 'node:timers/promises';
import { genesisOf } from '../chain.js';
import type { Head } from '../envelope.js';
import { pass } from '../fault-points.js';
import { Wake } from '../wake.js';
import { type Applier, type FeedPlace, PositionMoved } from './applier.js';
import { BoroughLog } from './borough-log.js';
import type { FeedBounds } from './feed-bounds.js';
import { counted, type FeedCounts, type FeedState, NOTHING_DONE } from './feed-state.js';
import { StreamReader } from './stream-reader.js';
import { BrokenChain, chained, type CheckedEvent, type JudgedEvent } from './checked-event.js';
import type { ToldRun } from './told-run.js';

const MOST_IN_A_RUN = 1_000;
const WATCH_MILLISECONDS = 1_000;
const QUIET_BEFORE_ASKING_MILLISECONDS = 2_000;
const COMPARE_EVERY_MILLISECONDS = 60_000;
const ASKED_AT_ONCE = 1_000;
const PAUSE_AFTER_FAULT_MILLISECONDS = 500;
/** Longer, and the database would wait for what it is asked next. */
const CHAINED_AT_ONCE = 100;

/** A run that may be applied as soon as the one before it is. */
interface ReadyRun {
  readonly told: ToldRun;
  /** The last position that is missing behind it, if any. */
  readonly missingTo: number | null;
}

/** What is applied is not what the borough's log says now, and no new epoch was begun: somebody changed what had been told. */
export class AlteredHistory extends Error {
  constructor(position: number) {
    super(`The borough's log up to position ${position} is not the one that was told. Nothing more is applied.`);
  }
}

/** Follows one borough's stream from the applied position, and asks the borough for what the stream did not bring. */
export class BoroughFeed {
  private readonly logger = new Logger('feed');
  private readonly wake = new Wake();
  private readonly stopping = new AbortController();
  private readonly log: BoroughLog;
  private readonly stream: StreamReader;
  private readonly turn: FeedBounds['turn'];
  private place: FeedPlace = { epoch: 1, position: 0, hash: '' };
  /** What was made ready while the run before it was applied. */
  private ahead: Promise<ReadyRun> | null = null;
  private head: Head | null = null;
  private compareNext = performance.now() + COMPARE_EVERY_MILLISECONDS;
  private restarted = false;
  private replayAsked = false;
  private askedAgainAt: string | null = null;
  private comparedAt: string | null = null;
  private fault: string | null = null;
  private counts = NOTHING_DONE;
  private running: Promise<void> | null = null;

  constructor(
    private readonly borough: string,
    nats: NatsConnection,
    private readonly applier: Applier,
    private readonly now: () => Date,
    { most, turn }: FeedBounds,
  ) {
    this.turn = turn;
    this.log = new BoroughLog(nats, borough);
    this.stream = new StreamReader(nats, borough, most, () => this.wake.poke());
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake.poke();
    this.stream.goOn();
    await this.running;
  }

  /** The borough has said how far it is. */
  heard(head: Head): void {
    this.head = head;
    if (this.isOfEarlierEpoch()) this.wake.poke();
  }

  /** Somebody asks that what is set aside be tried again. */
  replay(): void {
    this.replayAsked = true;
    this.wake.poke();
  }

  get state(): FeedState {
    const { askedAgainAt, comparedAt, fault, counts } = this;
    const known = { askedAgainAt, comparedAt, fault, counts };
    if (this.isOfEarlierEpoch()) return { waiting: Math.max(1, this.head?.position ?? 0), missing: 0, ...known };
    const behindHead = (this.head?.position ?? 0) - Math.max(this.stream.last, this.place.position);
    const missing = this.isQuiet() ? Math.max(0, behindHead) : 0;
    const waiting = Math.max(this.stream.count, this.stream.last - this.place.position, 0);
    return { waiting, missing, ...known };
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        this.place = await this.applier.place(this.borough);
        if (this.isOfEarlierEpoch()) await this.enterEpoch();
        await this.compareWhenDue();
        await this.stream.open(this.place);
        await this.follow();
        this.fault = null;
      } catch (error) {
        if (!(error instanceof PositionMoved)) {
          const fault = inLogShort(error);
          const isBroken = error instanceof BrokenChain || error instanceof AlteredHistory;
          if (isBroken && fault !== this.fault) this.count({ brokenChains: 1 }); // Once, however often it is tried.
          this.fault = fault;
          this.logger.warn({ borough: this.borough, position: this.place.position, fault: this.fault }, 'the feed paused');
        }
        if (await this.askBorough().catch(() => false)) continue;
        await pause(PAUSE_AFTER_FAULT_MILLISECONDS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      } finally {
        await this.dropAhead();
        await this.stream.close();
      }
    }
  }

  private async follow(): Promise<void> {
    while (!this.stopping.signal.aborted && !this.stream.isEnded && !this.isOfEarlierEpoch()) {
      if (this.replayAsked) await this.replayAll();
      if (this.stream.count === 0 && !this.ahead) {
        await this.wake.sleep(WATCH_MILLISECONDS);
        if (await this.watch()) return;
        await this.compareWhenDue();
        continue;
      }
      if (!this.ahead) await this.stream.gathered();
      const missingTo = await this.turn(() => this.applyHeld());
      if (missingTo !== null) await this.fillTo(missingTo);
    }
  }

  private async replayAll(): Promise<void> {
    while ((await this.applier.replay(this.borough)) > 0) this.stopping.signal.throwIfAborted();
    this.replayAsked = false;
  }

  /**
   * Silence is not proof: when the borough or its stream is ahead and nothing comes, the consumer is made anew, and then the borough is
   * asked.
   * @returns whether the consumer is to be made anew.
   */
  private async watch(): Promise<boolean> {
    const [told, applied] = [this.head?.position ?? 0, this.place.position];
    if (Math.max(told, this.stream.last) <= applied) {
      this.restarted = false;
      this.fault = null; // The stream is open, and there is nothing that it did not bring.
      return false;
    }
    if (!this.isQuiet()) return false;
    this.restarted = !this.restarted;
    if (this.restarted) return true;
    if (told > applied) await this.fillTo(told);
    // What the broker counts as waiting can be one too many after its stream was filled anew; what does not come is not there.
    else this.stream.last = applied;
    return false;
  }

  private isQuiet(): boolean {
    return this.stream.quietMilliseconds >= QUIET_BEFORE_ASKING_MILLISECONDS;
  }

  /** The borough began a new epoch, and what is applied may stand on what it lost. */
  private isOfEarlierEpoch(): boolean {
    return this.head !== null && this.head.epoch > this.place.epoch;
  }

  /** Keeps what the log of the new epoch agrees with. Where it does not, all of the borough is read anew. */
  private async enterEpoch(): Promise<void> {
    const { epoch, hash } = await this.log.digest(this.place.position);
    const agrees = hash === this.place.hash;
    this.logger.warn({ borough: this.borough, epoch, position: this.place.position, agrees }, 'the borough began a new epoch');
    this.place = agrees
      ? await this.applier.enterEpoch(this.borough, this.place, epoch)
      : await this.applier.reread(this.borough, this.place, epoch, this.wholeLog());
    this.stream.last = this.place.position;
  }

  private async *wholeLog(): AsyncGenerator<readonly CheckedEvent[]> {
    let [position, hash] = [0, genesisOf(this.borough)];
    for (const last = this.head?.position ?? 0; position < last && !this.stopping.signal.aborted;) {
      const events = await this.checkedRun(hash, await this.log.read(position, Math.min(ASKED_AT_ONCE, last - position)));
      yield events;
      ({ position, hash } = events.at(-1) as CheckedEvent);
    }
    this.stopping.signal.throwIfAborted();
  }

  /** Once a minute: is what was applied still what the borough's own log says? Where the borough cannot be asked, it is asked later. */
  private async compareWhenDue(): Promise<void> {
    if (performance.now() < this.compareNext) return;
    const { epoch, position, hash } = this.place;
    const digest = await this.log.digest(position).catch(() => null);
    if (digest && digest.epoch === epoch && digest.hash !== hash) throw new AlteredHistory(position);
    this.compareNext = performance.now() + COMPARE_EVERY_MILLISECONDS;
    if (digest?.epoch === epoch) this.comparedAt = this.now().toISOString();
  }

  /**
   * What is held when its turn comes: the more, the longer it waited. Where much comes, the run after it is made ready meanwhile.
   * @returns the last position that is missing, if any.
   */
  private async applyHeld(): Promise<number | null> {
    const { told, missingTo } = await (this.ahead ?? this.readied(this.place));
    this.ahead = null;
    const applied = this.applyTold(told);
    const isMore = await Promise.race([this.stream.enough.then(() => true), applied.then(() => false).catch(() => false)]);
    const last = told.run.at(-1);
    if (isMore && last && missingTo === null) {
      this.ahead = this.readied(last);
      this.ahead.catch(() => undefined); // What went wrong is said when its turn comes.
    }
    await applied;
    return missingTo;
  }

  private async readied({ position, hash }: Pick<FeedPlace, 'position' | 'hash'>): Promise<ReadyRun> {
    const { run, missingTo } = this.stream.take(position, MOST_IN_A_RUN);
    return { told: this.applier.tell(this.borough, await this.checkedRun(hash, run)), missingTo };
  }

  private async dropAhead(): Promise<void> {
    const ready = await this.ahead?.catch(() => null);
    ready?.told.drop();
    this.ahead = null;
  }

  private async applyTold(told: ToldRun): Promise<void> {
    if (told.run.length === 0) return;
    this.place = await this.applier.apply(this.place, told);
    this.count({ appliedEvents: told.run.length, appliedRuns: 1 });
    this.stream.last = Math.max(this.stream.last, this.place.position);
    this.fault = null;
  }

  private count(more: Partial<FeedCounts>): void {
    this.counts = counted(this.counts, more);
  }

  private async checkedRun(from: string, run: readonly JudgedEvent[]): Promise<CheckedEvent[]> {
    const events: CheckedEvent[] = [];
    let hash = from;
    for (const [index, judged] of run.entries()) {
      if (index % CHAINED_AT_ONCE === CHAINED_AT_ONCE - 1) await soon();
      const event = chained(hash, judged);
      const proven = event.envelope ? event : await this.provenOf(event, hash);
      events.push(proven);
      hash = proven.hash;
    }
    return events;
  }

  /** What does not read says nothing of the chain: the borough is asked for the event, and for the hash where that is no better. */
  private async provenOf(unreadable: CheckedEvent, previousHash: string): Promise<CheckedEvent> {
    const { position } = unreadable;
    const [own] = await this.log.read(position - 1, 1).catch(() => []);
    const again = own && chained(previousHash, own);
    if (again?.envelope) return again;
    const { hash } = await this.log.digest(position);
    if (hash === null) throw new Error(`The event at position ${position} does not read, and the borough has none there`);
    return { ...unreadable, hash };
  }

  /** While the stream is away, the borough itself may still be asked. True where that brought something. */
  private async askBorough(): Promise<boolean> {
    if (this.stopping.signal.aborted || !this.head || this.isOfEarlierEpoch() || this.head.position <= this.place.position) return false;
    const before = this.place.position;
    await this.fillTo(this.head.position);
    return this.place.position > before;
  }

  /** Asks the borough for what lies between the position and `last`, and applies it by the same path. */
  private async fillTo(last: number): Promise<void> {
    while (this.place.position < last && !this.stopping.signal.aborted) {
      pass('gap seen');
      this.askedAgainAt = this.now().toISOString();
      const received = await this.log.read(this.place.position, Math.min(ASKED_AT_ONCE, last - this.place.position));
      await this.turn(async () => {
        const events = await this.checkedRun(this.place.hash, received);
        await this.applyTold(this.applier.tell(this.borough, events));
      });
      this.count({ backfilledEvents: received.length });
    }
    this.stream.notQuiet();
  }
}
