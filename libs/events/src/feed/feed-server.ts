import { Clock } from '#clock';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { NatsConnection } from '@nats-io/transport-node';
import { lastValueFrom } from 'rxjs';
import { AGGREGATOR, connectToNats, type NatsSettings } from '../nats.js';
import { Applier, type Handler } from './applier.js';
import { BoroughFeed, type FeedState } from './borough-feed.js';
import { Heads, readHead } from './heads.js';
import { FEED, type FeedContext, type FeedEvent, type ProjectionExtras } from './projection.js';
import { LIVE } from './tables.js';

export interface FeedSettings {
  readonly nats: Pick<NatsSettings, 'url' | 'seed'>;
  /** The codes of the boroughs that are read. */
  readonly boroughs: readonly string[];
}

const NOTHING_HEARD: FeedState = { waiting: 0, missing: 0, askedAgainAt: null, fault: null };

/**
 * The transport that brings the boroughs' feeds to the projections: a batch and its open transaction at a time, never acknowledged,
 * since the position lies in that transaction.
 */
export class FeedServer extends Server implements CustomTransportStrategy {
  override readonly transportId = FEED;
  override readonly propagatesEventHandlerErrors = true;
  private readonly projections: Handler[] = [];
  private readonly feeds = new Map<string, BoroughFeed>();
  private readonly heads: Heads;
  private readonly ready = Promise.withResolvers<NatsConnection>();
  private connection: NatsConnection | null = null;
  private closing = false;

  constructor(
    private readonly settings: FeedSettings,
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {
    super();
    this.heads = new Heads(em, clock);
  }

  /** Projections stand in a list and are called one after another; Nest would join two of one pattern and run them interleaved. */
  override addHandler(pattern: string, callback: MessageHandler, _isEventHandler?: boolean, extras?: ProjectionExtras): void {
    this.projections.push({
      name: pattern,
      types: new Set(extras?.types ?? []),
      handle: async (run: readonly FeedEvent[], context: FeedContext) => {
        await lastValueFrom(this.transformToObservable(await callback(run, context)), { defaultValue: undefined });
      },
    });
  }

  listen(started: () => void): void {
    void this.follow();
    started();
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.feeds.values()].map((feed) => feed.stop()));
    await this.connection?.close();
    await this.heads.settled();
  }

  on(): never {
    throw new Error('This transport tells no events of its own');
  }

  unwrap<T>(): T {
    return this.connection as T;
  }

  /** How a borough's feed stands here. */
  of(borough: string): FeedState {
    return this.feeds.get(borough)?.state ?? NOTHING_HEARD;
  }

  get connected(): boolean {
    return this.connection !== null && !this.connection.isClosed();
  }

  /** The connection to NATS, once there is one and every borough is followed; requests are answered on it. */
  get nats(): Promise<NatsConnection> {
    return this.ready.promise;
  }

  private async follow(): Promise<void> {
    const nats = await connectToNats({ ...this.settings.nats, name: AGGREGATOR });
    if (this.closing) return nats.close();
    this.connection = nats;
    const applier = new Applier(this.em, this.clock, LIVE, () => this.projections);
    for (const borough of this.settings.boroughs) {
      const feed = new BoroughFeed(borough, nats, applier, () => this.clock.now());
      this.feeds.set(borough, feed);
      feed.start();
    }
    nats.subscribe('boroughs.*.head', {
      // An exception here would kill the connection's reader, so none may leave.
      callback: (error, message) => {
        if (error) return;
        const head = readHead(message.subject, message.string());
        if (!head) return this.heads.refused(message.subject);
        this.feeds.get(head.borough)?.heard(head);
        this.heads.hear(head);
      },
    });
    this.ready.resolve(nats);
  }
}
