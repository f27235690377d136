import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { createInbox, headers, type NatsConnection } from '@nats-io/transport-node';
import type { Client } from 'pg';
import { CLOUD_EVENTS_JSON, envelopeText, type LoggedEvent, readEnvelope, streamOf, subjectOf } from '../envelope.js';
import { inboxOf } from '../nats.js';
import { readLog } from '../sequencer/event-log.js';
import type { RecentEvents } from '../sequencer/recent-events.js';
import { PublishWindow } from './publish-window.js';
import { pass } from '../fault-points.js';

const READ_AT_ONCE = 2_000;

/** The stream ends with an event that the log does not have: the borough's database was restored to the past. Nothing may be sent. */
export class ForkedHistory extends Error {
  constructor(position: number) {
    super(
      `The event at position ${position} of the stream is not the one in the log: the database was restored to an earlier time. ` +
        'Nothing is published.',
    );
  }
}

export interface PublisherSettings {
  readonly borough: string;
  readonly epoch: number;
  /** The URI of the borough's service, the source of its events. */
  readonly source: string;
}

/**
 * Sends the log to the borough's own stream, where the stream's sequence is the position. It keeps no cursor: the stream's last sequence
 * is asked after every start and every error, and each message says which it must follow.
 */
export class Publisher {
  private manager: JetStreamManager | null = null;
  private sent: number | null = null;
  private readonly window: PublishWindow;

  constructor(
    private readonly nats: NatsConnection,
    private readonly session: Client,
    private readonly recent: RecentEvents,
    private readonly settings: PublisherSettings,
  ) {
    this.window = new PublishWindow(nats, createInbox(inboxOf(settings.borough)));
  }

  /** Sends what the stream lacks of the log up to `last`. Says how many events that were. @throws ForkedHistory */
  async step(last: number): Promise<number> {
    const from = this.sent ?? (await this.lastInStream());
    this.sent = null; // Until the answers are in, the broker is asked again.
    let position = from;
    while (position < last) {
      const recent = this.recent.after(position);
      const events = recent.length > 0 ? recent : await readLog(this.session, position, READ_AT_ONCE);
      if (events.length === 0) break;
      for (const event of events) await this.send(event);
      position = events.at(-1)?.position ?? position;
    }
    if (position > from) {
      pass('events sent');
      await this.window.settle();
      pass('events acknowledged');
    }
    this.sent = position;
    return position - from;
  }

  /** No answer is heard any more. After an error, a new publisher begins. */
  close(): void {
    this.window.close();
  }

  /** The stream may have lost its end, or been made anew: the next step asks it how far it is. */
  forgetStream(): void {
    this.sent = null;
  }

  private async send(event: LoggedEvent): Promise<void> {
    const { borough, epoch, source } = this.settings;
    const about = headers();
    about.set('Content-Type', CLOUD_EVENTS_JSON);
    about.set('Nats-Expected-Stream', streamOf(borough, epoch));
    about.set('Nats-Msg-Id', `${borough}-${epoch}-${event.position}`);
    about.set('Nats-Expected-Last-Sequence', String(event.position - 1));
    await this.window.send(subjectOf(borough, event.type), envelopeText(source, event), { headers: about }, event.position);
  }

  private async lastInStream(): Promise<number> {
    this.manager ??= await jetstreamManager(this.nats, { checkAPI: false, timeout: 2_000 });
    const stream = streamOf(this.settings.borough, this.settings.epoch);
    const { state } = await this.manager.streams.info(stream);
    const newest = state.messages === 0 ? null : await this.manager.streams.getMessage(stream, { seq: state.last_seq });
    if (newest) await this.refuseFork(newest.seq, newest.string());
    return state.last_seq;
  }

  /** The chain's hash at one position stands for all before it. */
  private async refuseFork(position: number, text: string): Promise<void> {
    const [own] = await readLog(this.session, position - 1, 1);
    if (own?.hash !== readEnvelope(text).chainhash) throw new ForkedHistory(position);
  }
}
