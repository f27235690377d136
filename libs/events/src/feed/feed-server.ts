import { Clock } from '#clock';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { NatsConnection } from '@nats-io/transport-node';
import { lastValueFrom } from 'rxjs';
import { AGGREGATOR, connectToNats, type NatsSettings } from '../nats.js';
import { Applier, type Handler } from './applier.js';
import { BoroughFeed, type FeedState } from './borough-feed.js';
import { SIGNATURE_HEADER } from '../signed-head.js';
import { Heads } from './heads.js';
import { ParkedEvents } from './parked.service.js';
import { FEED, type FeedContext, type FeedEvent, type ProjectionExtras } from './projection.js';
import { LIVE } from './tables.js';
import { Wake } from '../wake.js';

const TRY_AGAIN_AFTER_MILLISECONDS = 500;
const LOOK_FOR_REPLAYS_MILLISECONDS = 1_000;
const MENDED_BY_A_NEWER_PROGRAM = ['newer', 'not-in-form', 'not-applied'] as const;

/** A borough that is read, and how its word is known. */
export interface FeedBorough {
  readonly code: string;
  /** The public keys that its heads are signed with: one, or two while it changes its key. */
  readonly headKeys: readonly string[];
}

export interface FeedSettings {
  readonly nats: Pick<NatsSettings, 'url' | 'seed'>;
  readonly boroughs: readonly FeedBorough[];
  /** Which set of projections is kept: the one that people read, or one that is built anew beside it. */
  readonly projectionSet: string;
}

export const NOTHING_HEARD: FeedState = { waiting: 0, missing: 0, askedAgainAt: null, comparedAt: null, fault: null };

/**
 * The transport that brings the boroughs' feeds to the projections: a batch and its open transaction at a time, never acknowledged,
 * since the position lies in that transaction.
 */
export class FeedServer extends Server implements CustomTransportStrategy {
  override readonly transportId = FEED;
  override readonly propagatesEventHandlerErrors = true;
  private readonly projections: Handler[] = [];
  private readonly forgetting = new Map<string, Handler['forget']>();
  private readonly feeds = new Map<string, BoroughFeed>();
  private readonly heads: Heads;
  private readonly ready = Promise.withResolvers<NatsConnection>();
  private connection: NatsConnection | null = null;
  private closing = false;
  private following: Promise<void> | null = null;
  private readonly closed = new Wake();

  constructor(
    private readonly settings: FeedSettings,
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {
    super();
    const keys = new Map(settings.boroughs.map(({ code, headKeys }) => [code, headKeys]));
    this.heads = new Heads(em, clock, (borough) => keys.get(borough) ?? []);
  }

  /** Projections stand in a list and are called one after another; Nest would join two of one pattern and run them interleaved. */
  override addHandler(pattern: string, callback: MessageHandler, _isEventHandler?: boolean, extras?: ProjectionExtras): void {
    const call = async (run: readonly FeedEvent[], context: FeedContext): Promise<void> => {
      await lastValueFrom(this.transformToObservable(await callback(run, context)), { defaultValue: undefined });
    };
    if (extras?.forgets !== undefined) {
      this.forgetting.set(extras.forgets, (context) => call([], context));
      return;
    }
    this.projections.push({
      name: pattern,
      types: new Set(extras?.types ?? []),
      handle: call,
      forget: async (context) => this.forgetting.get(pattern)?.(context),
    });
  }

  /** @throws Error where a projection cannot take the rows of a borough away. */
  listen(started: () => void): void {
    const keeping = this.projections.filter(({ name }) => !this.forgetting.has(name)).map(({ name }) => name);
    if (keeping.length > 0) throw new Error(`A method marked @Forgets is missing for the projection ${keeping.join(', ')}`);
    void this.connect();
    started();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.closed.poke();
    await this.following; // A question to the database that is still open while the pool ends would never be answered.
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

  /** The database may still be on its way up. */
  private async loadHeads(): Promise<void> {
    while (!this.closing) {
      try {
        return await this.heads.load();
      } catch (fault) {
        this.logger.warn({ fault: String(fault) }, 'what was last heard of the boroughs cannot be read yet');
        await this.closed.sleep(TRY_AGAIN_AFTER_MILLISECONDS);
      }
    }
  }

  private async connect(): Promise<void> {
    const nats = await connectToNats({ ...this.settings.nats, name: AGGREGATOR });
    if (this.closing) return nats.close();
    this.connection = nats;
    this.following = this.followAll(nats);
  }

  private async followAll(nats: NatsConnection): Promise<void> {
    await this.loadHeads();
    if (this.closing) return;
    const applier = new Applier(this.em, this.clock, this.settings.projectionSet, () => this.projections);
    for (const { code } of this.settings.boroughs) {
      const feed = new BoroughFeed(code, nats, applier, () => this.clock.now());
      this.feeds.set(code, feed);
      feed.start();
    }
    nats.subscribe('boroughs.*.head', {
      // An exception here would kill the connection's reader, so none may leave.
      callback: (error, message) => {
        if (error) return;
        const head = this.heads.hear(message.subject, message.string(), message.headers?.get(SIGNATURE_HEADER) ?? '');
        if (head) this.feeds.get(head.borough)?.heard(head);
      },
    });
    this.ready.resolve(nats);
    if (this.settings.projectionSet === LIVE) await this.replayWhatIsAsked();
  }

  /** Looks once a second whether an operator asks that parked events be tried again. What starts may know more than what parked them. */
  private async replayWhatIsAsked(): Promise<void> {
    const parked = new ParkedEvents(this.em, this.clock);
    for (let isStart = true; !this.closing; await this.closed.sleep(LOOK_FOR_REPLAYS_MILLISECONDS)) {
      try {
        if (isStart) await parked.askReplay({ kinds: MENDED_BY_A_NEWER_PROGRAM });
        isStart = false;
        for (const borough of await parked.boroughsAsked()) this.feeds.get(borough)?.replay();
      } catch (fault) {
        this.logger.warn({ fault: String(fault) }, 'what is to be tried again cannot be read');
      }
    }
  }
}
