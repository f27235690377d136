import { type ConsumerMessages, DeliverPolicy, jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { genesisOf } from '../chain.js';
import { type Head, streamOf } from '../envelope.js';
import { pass } from '../fault-points.js';
import { Wake } from '../wake.js';
import { type Applier, type FeedPlace, PositionMoved } from './applier.js';
import { BoroughLog } from './borough-log.js';
import { type CheckedEvent, checked, nextRun, type Received } from './checked-event.js';

const MOST_IN_A_RUN = 1_000;
const MOST_HELD = 5_000;
const WATCH_MILLISECONDS = 1_000;
const QUIET_BEFORE_ASKING_MILLISECONDS = 2_000;
const COMPARE_EVERY_MILLISECONDS = 60_000;
const ASKED_AT_ONCE = 1_000;
const PAUSE_AFTER_FAULT_MILLISECONDS = 500;
const ENDS_WITHIN_MILLISECONDS = 2_000;

/** How one borough's feed stands on the aggregator's side. */
export interface FeedState {
  /** Events that are in the stream, or here, and not applied yet. */
  readonly waiting: number;
  /** Events that the borough has and its stream did not bring. */
  readonly missing: number;
  /** When the borough was last asked for what is missing. */
  readonly askedAgainAt: Date | null;
  /** When what is applied was last found equal to the borough's own log; null where it was not compared yet. */
  readonly comparedAt: Date | null;
  /** Why nothing is applied, where something is wrong; a sentence. */
  readonly fault: string | null;
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
  private held: Received[] = [];
  private room = Promise.withResolvers<void>();
  private place: FeedPlace = { epoch: 1, position: 0, hash: '' };
  private lastInStream = 0;
  private head: Head | null = null;
  private quietSince = performance.now();
  private compareNext = performance.now() + COMPARE_EVERY_MILLISECONDS;
  private consumerEnded = false;
  private restarted = false;
  private replayAsked = false;
  private askedAgainAt: Date | null = null;
  private comparedAt: Date | null = null;
  private fault: string | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly borough: string,
    private readonly nats: NatsConnection,
    private readonly applier: Applier,
    private readonly now: () => Date,
  ) {
    this.log = new BoroughLog(nats, borough);
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake.poke();
    this.room.resolve();
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
    const { askedAgainAt, comparedAt, fault } = this;
    if (this.isOfEarlierEpoch()) return { waiting: Math.max(1, this.head?.position ?? 0), missing: 0, askedAgainAt, comparedAt, fault };
    const behindHead = (this.head?.position ?? 0) - Math.max(this.lastInStream, this.place.position);
    const missing = this.isQuiet() ? Math.max(0, behindHead) : 0;
    const waiting = Math.max(this.held.length, this.lastInStream - this.place.position, 0);
    return { waiting, missing, askedAgainAt, comparedAt, fault };
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      let messages: ConsumerMessages | null = null;
      try {
        this.place = await this.applier.place(this.borough);
        if (this.isOfEarlierEpoch()) await this.enterEpoch();
        await this.compareWhenDue();
        messages = await this.openConsumer();
        await this.follow();
        this.fault = null;
      } catch (error) {
        if (!(error instanceof PositionMoved)) {
          this.fault = error instanceof Error ? error.message : String(error);
          this.logger.warn({ borough: this.borough, position: this.place.position, fault: this.fault }, 'the feed paused');
        }
        if (await this.askBorough().catch(() => false)) continue;
        await pause(PAUSE_AFTER_FAULT_MILLISECONDS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      } finally {
        if (messages) await closed(messages);
        this.held = [];
        this.room.resolve();
      }
    }
  }

  /** Reads from the position on, into a held list that is never longer than it may be. */
  private async openConsumer(): Promise<ConsumerMessages> {
    const consumer = await jetstream(this.nats, { timeout: 2_000 }).consumers.get(streamOf(this.borough, this.place.epoch), {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: this.place.position + 1,
    });
    const messages = await consumer.consume({ max_messages: 1_000, idle_heartbeat: 1_000 });
    this.consumerEnded = false;
    void this.hold(messages).finally(() => {
      this.consumerEnded = true;
      this.wake.poke();
    });
    return messages;
  }

  private async hold(messages: ConsumerMessages): Promise<void> {
    for await (const message of messages) {
      this.held.push({ position: message.seq, subject: message.subject, text: message.string() });
      this.lastInStream = Math.max(this.lastInStream, message.seq + (this.held.length === 1 ? message.info.pending : 0));
      this.quietSince = performance.now();
      this.wake.poke();
      if (this.held.length < MOST_HELD) continue;
      this.room = Promise.withResolvers();
      await this.room.promise;
    }
  }

  private async follow(): Promise<void> {
    while (!this.stopping.signal.aborted && !this.consumerEnded && !this.isOfEarlierEpoch()) {
      if (this.replayAsked) await this.replayAll();
      if (this.held.length === 0) {
        await this.wake.sleep(WATCH_MILLISECONDS);
        if (await this.watch()) return;
        await this.compareWhenDue();
        continue;
      }
      const { run, rest, missingTo } = nextRun(this.place.position, this.held, MOST_IN_A_RUN);
      this.held = [...rest];
      await this.applyRun(run);
      this.room.resolve();
      if (missingTo !== null) await this.fillTo(missingTo);
    }
  }

  private async replayAll(): Promise<void> {
    while ((await this.applier.replay(this.borough)) > 0) this.stopping.signal.throwIfAborted();
    this.replayAsked = false;
  }

  /** Silence is not proof: when the borough is ahead and nothing comes, the consumer is made anew, and then the borough is asked. */
  private async watch(): Promise<boolean> {
    if (!this.head) return false;
    if (this.head.position <= this.place.position) {
      this.restarted = false;
      // What the broker counts as waiting can be one too many after its stream was filled anew; what does not come is not there.
      if (this.isQuiet()) this.lastInStream = this.place.position;
      return false;
    }
    if (!this.isQuiet()) return false;
    if (!this.restarted) {
      this.restarted = true;
      return true;
    }
    this.restarted = false;
    await this.fillTo(this.head.position);
    return false;
  }

  private isQuiet(): boolean {
    return performance.now() - this.quietSince >= QUIET_BEFORE_ASKING_MILLISECONDS;
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
    this.lastInStream = this.place.position;
  }

  private async *wholeLog(): AsyncGenerator<readonly CheckedEvent[]> {
    let [position, hash] = [0, genesisOf(this.borough)];
    for (const last = this.head?.position ?? 0; position < last && !this.stopping.signal.aborted;) {
      const { run } = nextRun(position, await this.log.read(position, Math.min(ASKED_AT_ONCE, last - position)), ASKED_AT_ONCE);
      const events = await this.checkedRun(hash, run);
      const end = events.at(-1);
      if (!end) throw new Error('The borough was asked for its log, and gave something else');
      yield events;
      ({ position, hash } = end);
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
    if (digest?.epoch === epoch) this.comparedAt = this.now();
  }

  private async applyRun(run: readonly Received[]): Promise<void> {
    if (run.length === 0) return;
    const events = await this.checkedRun(this.place.hash, run);
    this.place = await this.applier.apply(this.borough, this.place, events);
    this.lastInStream = Math.max(this.lastInStream, this.place.position);
    this.fault = null;
  }

  private async checkedRun(from: string, run: readonly Received[]): Promise<CheckedEvent[]> {
    const events: CheckedEvent[] = [];
    let hash = from;
    for (const received of run) {
      const event = checked(this.borough, hash, received);
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
    if (own?.position === position) return checked(this.borough, previousHash, own);
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
      this.askedAgainAt = this.now();
      const received = await this.log.read(this.place.position, Math.min(ASKED_AT_ONCE, last - this.place.position));
      const { run } = nextRun(this.place.position, received, ASKED_AT_ONCE);
      if (run.length === 0) throw new Error('The borough was asked for what is missing, and gave something else');
      await this.applyRun(run);
    }
    this.quietSince = performance.now();
  }
}

/** A consumer whose broker is gone may never say that it is closed. */
async function closed(messages: ConsumerMessages): Promise<void> {
  const enough = new AbortController();
  const ended = messages.close().catch(() => undefined);
  await Promise.race([ended, pause(ENDS_WITHIN_MILLISECONDS, undefined, { signal: enough.signal }).catch(() => undefined)]);
  enough.abort();
}
