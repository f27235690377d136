import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { createInbox, headers, type NatsConnection } from '@nats-io/transport-node';
import type { Client } from 'pg';
import { CLOUD_EVENTS_JSON, envelopeText, type LoggedEvent, readEnvelope, streamOf, subjectOf } from '../envelope.js';
import { inboxOf } from '../nats.js';
import { readLog } from '../sequencer/event-log.js';
import type { RecentEvents } from '../sequencer/recent-events.js';
import { PublishWindow } from './publish-window.js';
import { nextMove, positionIn } from './publishing.js';
import { pass } from '../fault-points.js';

const READ_AT_ONCE = 2_000;

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
  /** One set for all events, since it is written into a message when that is sent: to make each anew took a third of what was allocated. */
  private readonly about = headers();

  constructor(
    private readonly nats: NatsConnection,
    private readonly session: Client,
    private readonly recent: RecentEvents,
    private readonly settings: PublisherSettings,
  ) {
    const { borough, epoch } = settings;
    this.window = new PublishWindow(nats, createInbox(inboxOf(borough)));
    this.about.set('Content-Type', CLOUD_EVENTS_JSON);
    this.about.set('Nats-Expected-Stream', streamOf(borough, epoch));
  }

  /**
   * Sends what the stream lacks of the log up to `last`. Says how many events that were.
   * @throws ForkedHistory, RefusedByStream; then a new publisher begins, and asks the broker.
   */
  async step(last: number): Promise<number> {
    let count = 0;
    let [events, at]: [readonly LoggedEvent[], number] = [[], 0];
    for (;;) {
      const { unanswered, refusal } = this.window;
      switch (nextMove({ sent: this.sent, unanswered, isRefused: refusal !== null }, last)) {
        case 'give up':
          throw refusal;
        case 'ask':
          this.sent = await this.lastInStream();
          break;
        case 'send':
          if (at === events.length) [events, at] = [await this.eventsAfter(this.sent ?? 0), 0];
          this.sent = this.send(events[at]);
          [at, count] = [at + 1, count + 1];
          if (this.sent === last) pass('events sent');
          break;
        case 'wait':
          await this.window.answer();
          break;
        case 'rest':
          if (count > 0) pass('events acknowledged');
          return count;
      }
    }
  }

  /** No answer is heard any more. After an error, a new publisher begins. */
  close(): void {
    this.window.close();
  }

  /** The stream may have lost its end, or been made anew: the next step asks it how far it is. */
  forgetStream(): void {
    this.sent = null;
  }

  private async eventsAfter(position: number): Promise<readonly LoggedEvent[]> {
    const recent = this.recent.after(position);
    return recent.length > 0 ? recent : readLog(this.session, position, READ_AT_ONCE);
  }

  /** @returns its position. */
  private send(event: LoggedEvent | undefined): number {
    if (!event) throw new Error('The log ends before its own last event');
    const { borough, epoch, source } = this.settings;
    const { about } = this;
    about.set('Nats-Msg-Id', `${borough}-${epoch}-${event.position}`);
    about.set('Nats-Expected-Last-Sequence', String(event.position - 1));
    this.window.send(subjectOf(borough, event.type), envelopeText(source, event), { headers: about }, event.position);
    return event.position;
  }

  /** The chain's hash at one position stands for all before it. */
  private async lastInStream(): Promise<number> {
    this.manager ??= await jetstreamManager(this.nats, { checkAPI: false, timeout: 2_000 });
    const stream = streamOf(this.settings.borough, this.settings.epoch);
    const { state } = await this.manager.streams.info(stream);
    const newest = state.messages === 0 ? null : await this.manager.streams.getMessage(stream, { seq: state.last_seq });
    if (state.last_seq === 0) return 0;
    const position = newest?.seq ?? state.last_seq;
    const [own] = await readLog(this.session, position - 1, 1);
    return positionIn({ position, hash: newest && readEnvelope(newest.string()).chainhash }, own?.hash);
  }
}
