import { type ConsumerMessages, DeliverPolicy, jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { setImmediate as soon, setTimeout as pause } from 'node:timers/promises';
import { streamOf } from '../envelope.js';
import type { FeedPlace } from './applier.js';
import { judged, type JudgedEvent, type NextRun, nextRun } from './checked-event.js';

/** Longer, and the database would wait for its next statement. */
const JUDGED_AT_ONCE = 25;
/** So many make a run that is worth its transaction, whatever else is on its way. */
const ENOUGH = 500;
/** What is on its way comes sooner, or does not come. */
const GATHERED_WITHIN_MILLISECONDS = 20;
const ENDS_WITHIN_MILLISECONDS = 2_000;
/**
 * A consumer that misses the broker's signs of life asks for as much again. It misses them too while it has no room, and what it asked for
 * would pile up: so they are far apart. That something does not come is seen by the feed (BoroughFeed.watch).
 */
const [SIGN_OF_LIFE_MILLISECONDS, ASKS_AGAIN_MILLISECONDS] = [30_000, 60_000];

/**
 * Reads one borough's stream from a position on, into a held list that is never longer than it may be. Each event is judged when it
 * comes, in the time that the run before it takes to be written.
 */
export class StreamReader {
  /** The last position that the stream is known to have, or that is applied. */
  last = 0;
  private held: JudgedEvent[] = [];
  private room = Promise.withResolvers<void>();
  private holdsEnough = Promise.withResolvers<void>();
  private holdsAll = Promise.withResolvers<void>();
  private messages: ConsumerMessages | null = null;
  private quietSince = performance.now();
  private hasEnded = true;

  /**
   * `most` is how many may be asked for at once, and how many may be held. `came` is called when something came, or nothing will come any
   * more.
   */
  constructor(
    private readonly nats: NatsConnection,
    private readonly borough: string,
    private readonly most: number,
    private readonly came: () => void,
  ) {}

  async open({ epoch, position }: FeedPlace): Promise<void> {
    const consumer = await jetstream(this.nats, { timeout: 2_000 }).consumers.get(streamOf(this.borough, epoch), {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: position + 1,
    });
    const messages = await consumer.consume({
      max_messages: this.most,
      idle_heartbeat: SIGN_OF_LIFE_MILLISECONDS,
      expires: ASKS_AGAIN_MILLISECONDS,
      abort_on_missing_resource: true, // Else the library looks for what is gone once in the time after which it asks again.
    });
    this.messages = messages;
    this.hasEnded = false;
    this.notQuiet();
    const ended = (): void => {
      if (messages !== this.messages) return; // Another has been opened since.
      this.hasEnded = true;
      this.came();
    };
    void this.receive(messages).then(ended, ended);
    void this.linkedAnew(messages).then(ended);
  }

  /** Nothing is held any more. A consumer whose broker is gone may never say that it is closed, and is left to itself. */
  async close(): Promise<void> {
    const enough = new AbortController();
    const ended = this.messages?.close().catch(() => undefined);
    await Promise.race([ended, pause(ENDS_WITHIN_MILLISECONDS, undefined, { signal: enough.signal }).catch(() => undefined)]);
    enough.abort();
    this.messages = null;
    this.hold([]);
  }

  /** Whether the consumer ended by itself, or none is open. */
  get isEnded(): boolean {
    return this.hasEnded;
  }

  get count(): number {
    return this.held.length;
  }

  /** Settles once so many are held that they need not wait for more. */
  get enough(): Promise<void> {
    return this.holdsEnough.promise;
  }

  /**
   * Settles once all is held that is known to be on its way, or as much as may be held; soon, if that does not come. A transaction costs
   * the same for a few events as for many.
   */
  async gathered(): Promise<void> {
    if (this.isAllHeld) return;
    const enough = new AbortController();
    const late = pause(GATHERED_WITHIN_MILLISECONDS, undefined, { signal: enough.signal }).catch(() => undefined);
    await Promise.race([this.holdsAll.promise, late]);
    enough.abort();
  }

  /** What of that which is held follows on from a position; what lies behind a gap stays. */
  take(position: number, most: number): NextRun<JudgedEvent> {
    const next = nextRun(position, this.held, most);
    this.hold([...next.rest]);
    return next;
  }

  /** Nobody waits for room any more. */
  goOn(): void {
    this.room.resolve();
  }

  /** How long nothing came, in milliseconds. */
  get quietMilliseconds(): number {
    return performance.now() - this.quietSince;
  }

  /** Something came another way. */
  notQuiet(): void {
    this.quietSince = performance.now();
  }

  private hold(held: JudgedEvent[]): void {
    this.held = held;
    if (held.length < ENOUGH) this.holdsEnough = Promise.withResolvers();
    if (!this.isAllHeld) this.holdsAll = Promise.withResolvers();
    this.goOn();
  }

  private get isAllHeld(): boolean {
    const last = this.held.at(-1);
    return last !== undefined && (last.position >= this.last || this.held.length >= Math.min(ENOUGH, this.most));
  }

  /** Settles once the link was made anew: the broker may have lost the consumer, the stream, or what was on its way. */
  private async linkedAnew(messages: ConsumerMessages): Promise<void> {
    for await (const { type } of this.nats.status()) {
      // Pings are told of as well, so that one whose consumer is closed does not listen for long.
      if (type === 'reconnect' || messages !== this.messages) return;
    }
  }

  private async receive(messages: ConsumerMessages): Promise<void> {
    let judgedAtOnce = 0;
    for await (const message of messages) {
      if (messages !== this.messages) return;
      this.held.push(judged(this.borough, { position: message.seq, subject: message.subject, text: message.string() }));
      this.last = Math.max(this.last, message.seq + (this.held.length === 1 ? message.info.pending : 0));
      this.quietSince = performance.now();
      if (this.held.length >= ENOUGH) this.holdsEnough.resolve();
      if (this.isAllHeld) this.holdsAll.resolve();
      this.came();
      judgedAtOnce += 1;
      if (this.held.length >= this.most) {
        this.room = Promise.withResolvers();
        await this.room.promise;
      } else if (judgedAtOnce >= JUDGED_AT_ONCE) {
        await soon();
        judgedAtOnce = 0;
      }
    }
  }
}
