import { type ConsumerMessages, DeliverPolicy, jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { type Head, readEnvelope, streamOf } from '../envelope.js';
import { Wake } from '../wake.js';
import { type Applier, type FeedPlace, PositionMoved } from './applier.js';
import { type CheckedEvent, checked, nextRun, type Received } from './checked-event.js';
import { pass } from '../fault-points.js';

const MOST_IN_A_RUN = 500;
const MOST_HELD = 5_000;
const WATCH_MILLISECONDS = 1_000;
const QUIET_BEFORE_ASKING_MILLISECONDS = 2_000;
const ASKED_AT_ONCE = 1_000;
const ANSWER_WITHIN_MILLISECONDS = 5_000;
const PAUSE_AFTER_FAULT_MILLISECONDS = 500;
const EPOCH = 1;

/** How one borough's feed stands on the aggregator's side. */
export interface FeedState {
  /** Events that are in the stream, or here, and not applied yet. */
  readonly waiting: number;
  /** Events that the borough has and its stream did not bring. */
  readonly missing: number;
  /** When the borough was last asked for what is missing. */
  readonly askedAgainAt: Date | null;
  /** Why nothing is applied, where something is wrong; a sentence. */
  readonly fault: string | null;
}

/** Follows one borough's stream from the applied position, and asks the borough for what the stream did not bring. */
export class BoroughFeed {
  private readonly logger = new Logger('feed');
  private readonly wake = new Wake();
  private readonly stopping = new AbortController();
  private held: Received[] = [];
  private room = Promise.withResolvers<void>();
  private place: FeedPlace = { position: 0, hash: '' };
  private lastInStream = 0;
  private head: Head | null = null;
  private quietSince: number;
  private consumerEnded = false;
  private restarted = false;
  private askedAgainAt: Date | null = null;
  private fault: string | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly borough: string,
    private readonly nats: NatsConnection,
    private readonly applier: Applier,
    private readonly now: () => Date,
  ) {
    this.quietSince = now().getTime();
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
  }

  get state(): FeedState {
    const behindHead = (this.head?.position ?? 0) - Math.max(this.lastInStream, this.place.position);
    const missing = this.isQuiet() ? Math.max(0, behindHead) : 0;
    return {
      waiting: Math.max(this.held.length, this.lastInStream - this.place.position, 0),
      missing,
      askedAgainAt: this.askedAgainAt,
      fault: this.fault,
    };
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      let messages: ConsumerMessages | null = null;
      try {
        this.place = await this.applier.place(this.borough);
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
        await messages?.close().catch(() => undefined);
        this.held = [];
        this.room.resolve();
      }
    }
  }

  /** Reads from the position on, into a held list that is never longer than it may be. */
  private async openConsumer(): Promise<ConsumerMessages> {
    const consumer = await jetstream(this.nats, { timeout: 2_000 }).consumers.get(streamOf(this.borough, EPOCH), {
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
      this.quietSince = this.now().getTime();
      this.wake.poke();
      if (this.held.length < MOST_HELD) continue;
      this.room = Promise.withResolvers();
      await this.room.promise;
    }
  }

  private async follow(): Promise<void> {
    while (!this.stopping.signal.aborted && !this.consumerEnded) {
      if (this.held.length === 0) {
        await this.wake.sleep(WATCH_MILLISECONDS);
        if (await this.watch()) return;
        continue;
      }
      const { run, rest, missingTo } = nextRun(this.place.position, this.held, MOST_IN_A_RUN);
      this.held = [...rest];
      await this.applyRun(run);
      this.room.resolve();
      if (missingTo !== null) await this.fillTo(missingTo);
    }
  }

  /** Silence is not proof: when the borough is ahead and nothing comes, the consumer is made anew, and then the borough is asked. */
  private async watch(): Promise<boolean> {
    if (!this.head || this.head.position <= this.place.position || !this.isQuiet()) {
      if (this.head && this.head.position <= this.place.position) this.restarted = false;
      return false;
    }
    if (!this.restarted) {
      this.restarted = true;
      return true;
    }
    this.restarted = false;
    await this.fillTo(this.head.position);
    return false;
  }

  private isQuiet(): boolean {
    return this.now().getTime() - this.quietSince >= QUIET_BEFORE_ASKING_MILLISECONDS;
  }

  private async applyRun(run: readonly Received[]): Promise<void> {
    if (run.length === 0) return;
    const events: CheckedEvent[] = [];
    let { hash } = this.place;
    for (const received of run) {
      const event = checked(this.borough, hash, received);
      events.push(event);
      hash = event.hash;
    }
    this.place = await this.applier.apply(this.borough, this.place, events);
    this.lastInStream = Math.max(this.lastInStream, this.place.position);
    this.fault = null;
  }

  /** While the stream is away, the borough itself may still be asked. True where that brought something. */
  private async askBorough(): Promise<boolean> {
    if (this.stopping.signal.aborted || !this.head || this.head.position <= this.place.position) return false;
    const before = this.place.position;
    await this.fillTo(this.head.position);
    return this.place.position > before;
  }

  /** Asks the borough for what lies between the position and `last`, and applies it by the same path. */
  private async fillTo(last: number): Promise<void> {
    while (this.place.position < last && !this.stopping.signal.aborted) {
      pass('gap seen');
      this.askedAgainAt = this.now();
      const asked = { after: this.place.position, limit: Math.min(ASKED_AT_ONCE, last - this.place.position) };
      const answer = await this.nats.request(`boroughs.${this.borough}.log.read`, JSON.stringify(asked), {
        timeout: ANSWER_WITHIN_MILLISECONDS,
      });
      const events = answer.json<unknown>();
      if (!Array.isArray(events) || events.length === 0) throw new Error('The borough was asked for what is missing, and gave nothing');
      const received = events.map((event): Received => {
        const text = JSON.stringify(event);
        return { position: Number(readEnvelope(text).sequence), text };
      });
      const { run } = nextRun(this.place.position, received, MOST_IN_A_RUN * 2);
      if (run.length === 0) throw new Error('The borough was asked for what is missing, and gave something else');
      await this.applyRun(run);
    }
    this.quietSince = this.now().getTime();
  }
}
