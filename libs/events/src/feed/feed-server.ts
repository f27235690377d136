import { Clock } from '#clock';
import { inLogShort } from '#errors';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { NatsConnection } from '@nats-io/transport-node';
import { setTimeout as pause } from 'node:timers/promises';
import { lastValueFrom } from 'rxjs';
import type { Head } from '../envelope.js';
import { AGGREGATOR, connectToNats, type NatsSettings } from '../nats.js';
import { Applier } from './applier.js';
import { BoroughFeed } from './borough-feed.js';
import { type FeedBounds, feedBounds } from './feed-bounds.js';
import { type FeedState, NOTHING_HEARD } from './feed-state.js';
import { SIGNATURE_HEADER } from '../signed-head.js';
import { Heads } from './heads.js';
import { ParkedEvents } from './parked.service.js';
import { FEED, type FeedContext, type FeedEvent, type ProjectionExtras } from './projection.js';
import { Shares } from './shares.js';
import { LIVE } from './tables.js';
import type { Handler } from './told-run.js';
import { ToldStates } from './told-states.js';

const TRY_AGAIN_AFTER_MILLISECONDS = 500;
const LOOK_FOR_REPLAYS_MILLISECONDS = 1_000;
const LOOK_AT_SHARES_MILLISECONDS = 1_000;
const EXCHANGE_STATES_MILLISECONDS = 1_000;
/** A borough that is read, and how its word is known. */
export interface FeedBorough {
  readonly code: string;
  /** The public keys that its heads are signed with: one, or two while it changes its key. */
  readonly headKeys: readonly string[];
}

export interface FeedSettings {
  readonly nats: Omit<NatsSettings, 'name'>;
  readonly boroughs: readonly FeedBorough[];
  /** Where instances of the program share the boroughs among them. */
  readonly databaseUrl: string;
  /** Which set of projections is kept: the one that people read, or one that is built anew beside it. */
  readonly projectionSet: string;
}

/**
 * The transport that brings the boroughs' feeds to the projections: a batch and its open transaction at a time, never acknowledged,
 * since the position lies in that transaction.
 */
export class FeedServer extends Server implements CustomTransportStrategy {
  override readonly transportId = FEED;
  override readonly propagatesEventHandlerErrors = true;
  private readonly projections: Handler[] = [];
  private readonly takingTurns: Handler[] = [];
  private readonly forgetting = new Map<string, Handler['forget']>();
  private readonly feeds = new Map<string, BoroughFeed>();
  private readonly heads: Heads;
  private readonly ready = Promise.withResolvers<NatsConnection>();
  private connection: NatsConnection | null = null;
  private closing = false;
  private following: Promise<void> | null = null;
  private readonly closed = new AbortController();
  private readonly lastHeads = new Map<string, Head>();
  private readonly shares: Shares;
  private readonly states: ToldStates;
  private readonly bounds: FeedBounds;

  constructor(
    private readonly settings: FeedSettings,
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {
    super();
    const keys = new Map(settings.boroughs.map(({ code, headKeys }) => [code, headKeys]));
    this.heads = new Heads(em, clock, (borough) => keys.get(borough) ?? []);
    this.bounds = feedBounds(settings.boroughs.length);
    this.states = new ToldStates(em);
    this.shares = new Shares(settings.databaseUrl, settings.projectionSet, [...keys.keys()]);
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
    const handler: Handler = {
      name: pattern,
      types: new Set(extras?.types ?? []),
      handle: call,
      forget: async (context) => this.forgetting.get(pattern)?.(context),
    };
    (extras?.takesTurns ? this.takingTurns : this.projections).push(handler);
  }

  /** @throws Error where a projection cannot take the rows of a borough away. */
  listen(started: () => void): void {
    const keeping = this.told.filter(({ name }) => !this.forgetting.has(name)).map(({ name }) => name);
    if (keeping.length > 0) throw new Error(`A method marked @Forgets is missing for the projection ${keeping.join(', ')}`);
    void this.connect();
    started();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.closed.abort();
    await this.following; // A question to the database that is still open while the pool ends would never be answered.
    await this.stopAll();
    await this.shares.end();
    await this.connection?.close();
    await this.heads.settled();
  }

  on(): never {
    throw new Error('This transport tells no events of its own');
  }

  unwrap<T>(): T {
    return this.connection as T;
  }

  /** The boroughs that this instance follows. */
  get followed(): string[] {
    return [...this.feeds.keys()];
  }

  /** In the order in which they are told of a run. */
  private get told(): readonly Handler[] {
    return [...this.projections, ...this.takingTurns];
  }

  /** How a borough's feed stands; where another instance follows it, as that one said a moment ago. */
  of(borough: string): FeedState {
    return this.feeds.get(borough)?.state ?? this.states.of(borough) ?? NOTHING_HEARD;
  }

  get connected(): boolean {
    return this.connection !== null && !this.connection.isClosed();
  }

  /** The connection to NATS, once there is one and heads are heard on it; requests are answered on it. */
  get nats(): Promise<NatsConnection> {
    return this.ready.promise;
  }

  /** The database may still be on its way up. */
  private async loadHeads(): Promise<void> {
    while (!this.closing) {
      try {
        return await this.heads.load();
      } catch (fault) {
        this.logger.warn({ fault: inLogShort(fault) }, 'what was last heard of the boroughs cannot be read yet');
        await this.pause(TRY_AGAIN_AFTER_MILLISECONDS);
      }
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.closed.signal }).catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const cannot = (fault: string): void => this.logger.warn({ fault }, 'NATS cannot be reached');
    const nats = await connectToNats({ ...this.settings.nats, name: AGGREGATOR }, cannot);
    if (this.closing) return nats.close();
    this.connection = nats;
    this.following = this.followAll(nats);
  }

  private async followAll(nats: NatsConnection): Promise<void> {
    await this.loadHeads();
    if (this.closing) return;
    nats.subscribe('boroughs.*.head', {
      // An exception here would kill the connection's reader, so none may leave.
      callback: (error, message) => {
        if (error) return;
        const head = this.heads.hear(message.subject, message.string(), message.headers?.get(SIGNATURE_HEADER) ?? '');
        if (!head) return;
        this.lastHeads.set(head.borough, head);
        this.feeds.get(head.borough)?.heard(head);
      },
    });
    this.ready.resolve(nats);
    const applier = new Applier(this.em, this.clock, this.settings.projectionSet, () => this.told);
    const isLive = this.settings.projectionSet === LIVE;
    await Promise.all([this.followShare(nats, applier), isLive && this.replayWhatIsAsked(), isLive && this.exchangeStates()]);
  }

  /** Follows the boroughs that fall to this instance, and looks once a second whether others came or went. */
  private async followShare(nats: NatsConnection, applier: Applier): Promise<void> {
    for (; !this.closing; await this.pause(LOOK_AT_SHARES_MILLISECONDS)) {
      try {
        if (this.shares.isLost) await this.stopAll();
        const followed = await this.shares.share([...this.feeds.keys()], (borough) => this.stop(borough));
        for (const borough of followed) if (!this.feeds.has(borough) && !this.closing) this.start(borough, nats, applier);
      } catch (fault) {
        this.logger.warn({ fault: inLogShort(fault) }, 'the boroughs cannot be shared with other instances');
        await this.stopAll();
      }
    }
  }

  /** Tells other instances once a second how the feeds stand that this one follows. No feed waits for it. */
  private async exchangeStates(): Promise<void> {
    const all = this.settings.boroughs.map(({ code }) => code);
    for (; !this.closing; await this.pause(EXCHANGE_STATES_MILLISECONDS)) {
      try {
        await this.states.exchange(new Map([...this.feeds].map(([borough, { state }]) => [borough, state])), all);
      } catch (fault) {
        this.logger.warn({ fault: inLogShort(fault) }, 'how the feeds stand cannot be told to other instances');
      }
    }
  }

  private start(borough: string, nats: NatsConnection, applier: Applier): void {
    const feed = new BoroughFeed(borough, nats, applier, () => this.clock.now(), this.bounds);
    const head = this.lastHeads.get(borough);
    if (head) feed.heard(head);
    this.feeds.set(borough, feed);
    feed.start();
  }

  private async stop(borough: string): Promise<void> {
    await this.feeds.get(borough)?.stop();
    this.feeds.delete(borough);
  }

  private async stopAll(): Promise<void> {
    await Promise.all([...this.feeds.keys()].map((borough) => this.stop(borough)));
  }

  /**
   * Looks once a second whether it is asked that parked events be tried again. It asks so itself of each borough that it begins to follow:
   * it may know more than the instance that parked them.
   */
  private async replayWhatIsAsked(): Promise<void> {
    const parked = new ParkedEvents(this.em, this.clock);
    for (let known: readonly string[] = []; !this.closing; await this.pause(LOOK_FOR_REPLAYS_MILLISECONDS)) {
      try {
        const { followed } = this;
        for (const borough of followed) if (!known.includes(borough)) await parked.askWhatMayBeMended(borough);
        known = followed;
        for (const borough of await parked.boroughsAsked()) this.feeds.get(borough)?.replay();
      } catch (fault) {
        this.logger.warn({ fault: inLogShort(fault) }, 'what is to be tried again cannot be read');
      }
    }
  }
}
