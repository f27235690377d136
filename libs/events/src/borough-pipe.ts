import { Clock } from '#clock';
import { inLogShort } from '#errors';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { headers, type NatsConnection, nuid } from '@nats-io/transport-node';
import type { Client } from 'pg';
import { type Head, headSubjectOf } from './envelope.js';
import { currentEpoch } from './epochs.js';
import { answersTo, connectToNats, type NatsSettings } from './nats.js';
import { LogWake } from './outbox/log-wake.js';
import { RecentEvents } from './sequencer/recent-events.js';
import { type LogPlace, Sequencer } from './sequencer/sequencer.js';
import { closeSession, openSession } from './session.js';
import { headSigner, SIGNATURE_HEADER, type SignedHead } from './signed-head.js';
import { Publisher } from './stream/publisher.js';
import { ForkedHistory } from './stream/publishing.js';
import { Wake } from './wake.js';

export interface BoroughPipeSettings {
  readonly borough: string;
  /** The URI of the borough's service. */
  readonly source: string;
  readonly databaseUrl: string;
  readonly nats: Omit<NatsSettings, 'name'>;
  /** The seed of the key that signs heads, and nothing else. */
  readonly headSeed: string;
  readonly headIntervalMilliseconds: number;
  /** What the head says of each record type. */
  readonly completeness: () => Promise<Head['completeness']>;
}

/** How the pipe stands on the borough's side, for its status page and its metrics. */
export interface PipeStatus {
  /** Whether this process numbers and sends, or stands by for the one that does. */
  readonly active: boolean;
  readonly connectedToNats: boolean;
  /** Rises only when an operator repaired a log that was restored to the past. */
  readonly epoch: number;
  /** The highest position of the log, as far as this process knows. */
  readonly position: number;
  /** The highest position that the stream has taken. */
  readonly published: number;
  /** When the network was last told how far this borough is; null before the first time. */
  readonly lastHeadAt: Date | null;
  /** Whether the stream has another history than the log. */
  readonly isForked: boolean;
  /** Why nothing is sent, where something is wrong; a sentence. */
  readonly fault: string | null;
}

const PAUSE_AFTER_FAULT_MILLISECONDS = 500;
const LEAST_BETWEEN_HEADS_MILLISECONDS = 250;
const LOOK_AT_STREAM_AFTER_MILLISECONDS = 5_000;
/** A session that says nothing for longer is ended by the database, and its lock goes to the one that stands by. */
const SILENCE_ENDS_SESSION_MILLISECONDS = 3_000;

const sentenceOf = (error: unknown): string => inLogShort(error) || String(error);

/** Numbers, sends and tells how far it is: the borough's end of the pipe. The borough's own work never waits for it. */
export class BoroughPipe implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('pipe');
  private readonly publisherWake = new Wake();
  private readonly headWake = new Wake();
  private readonly stopping = new AbortController();
  private readonly recent = new RecentEvents();
  private readonly loops: Promise<void>[] = [];
  private connection: NatsConnection | null = null;
  private state = {
    active: false,
    epoch: 1,
    place: null as LogPlace | null,
    published: 0,
    lastHeadAt: null as Date | null,
    fault: null as string | null,
    /** Whether the log is the one that the stream has; null until the stream was asked. */
    agreesWithStream: null as boolean | null,
  };

  constructor(
    private readonly settings: BoroughPipeSettings,
    private readonly wake: LogWake,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    const { signal } = this.stopping;
    void this.run('connection', signal, () => this.connect());
    this.loops.push(
      this.run('sequencer', signal, () => this.lead()),
      this.run('heads', signal, () => this.tellHeads()),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake.sequencer.poke();
    this.publisherWake.poke();
    this.headWake.poke();
    await Promise.all(this.loops);
    await this.connection?.close();
  }

  get status(): PipeStatus {
    const { active, epoch, place, published, lastHeadAt, agreesWithStream, fault } = this.state;
    const isForked = agreesWithStream === false;
    const connectedToNats = this.connection !== null && !this.connection.isClosed() && this.connected;
    return { active, connectedToNats, epoch, position: place?.position ?? 0, published, lastHeadAt, isForked, fault };
  }

  /** The connection to NATS, once there is one; requests are answered on it. */
  get nats(): Promise<NatsConnection> {
    return this.ready.promise;
  }

  /**
   * Asks the aggregator, under the borough's own code.
   * @throws Error where the link is down, nobody is there, or no answer comes within `milliseconds`.
   */
  async ask(request: string, milliseconds: number): Promise<unknown> {
    if (!this.connection || !this.status.connectedToNats) throw new Error('The link to the network is down');
    const { borough } = this.settings;
    const reply = `${answersTo(borough)}.${nuid.next()}`;
    const answer = await this.connection.request(`boroughs.${borough}.${request}`, '', { timeout: milliseconds, noMux: true, reply });
    return answer.json();
  }

  /** What the network was last told of how far the log is; null before the first time. */
  toldHead: SignedHead | null = null;

  private connected = false;
  private readonly ready = Promise.withResolvers<NatsConnection>();

  private async connect(): Promise<void> {
    const { nats, borough } = this.settings;
    const cannot = (fault: string): void => this.logger.warn({ borough, fault }, 'NATS cannot be reached');
    const connection = await connectToNats({ ...nats, name: borough }, cannot);
    if (this.stopping.signal.aborted) return connection.close();
    this.connection = connection;
    this.connected = true;
    this.ready.resolve(connection);
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.connected = false;
      if (type !== 'reconnect') continue;
      this.connected = true;
      this.publisherWake.poke();
    }
  }

  /** A part of the pipe that fails says why, waits, and begins again; it never takes the program with it. */
  private async run(part: string, until: AbortSignal, loop: () => Promise<void>): Promise<void> {
    let logged: string | null = null;
    while (!until.aborted) {
      try {
        await loop();
        logged = null;
      } catch (error) {
        const fault = sentenceOf(error);
        // A fork stays until somebody mends it: it is logged once, and stands on the status page as long. One that was over is new.
        const isNew = fault !== logged || this.state.fault === null;
        this.state.fault = fault;
        if (isNew) this.logger.warn({ borough: this.settings.borough, part, fault }, 'the pipe paused');
        logged = fault;
        await pause(PAUSE_AFTER_FAULT_MILLISECONDS, undefined, { signal: until }).catch(() => undefined);
      }
    }
  }

  /** Holds the borough's lock on a session of its own and numbers on that session: when the session goes, so does the right to number. */
  private async lead(): Promise<void> {
    const session = await openSession(this.settings.databaseUrl, () => this.wake.sequencer.poke(), {
      application_name: 'sequencer',
      pipeline: true,
      idle_in_transaction_session_timeout: SILENCE_ENDS_SESSION_MILLISECONDS,
      // The outbox is nearly empty when its statements are planned, and must not be read whole once it is full.
      options: `-c idle_session_timeout=${SILENCE_ENDS_SESSION_MILLISECONDS} -c enable_seqscan=off`,
    });
    const leading = new AbortController();
    let publishing = Promise.resolve();
    try {
      if (!(await this.lock(session))) return;
      this.state.epoch = await currentEpoch(session);
      const sequencer = new Sequencer(session, this.settings.borough);
      this.state.place = await sequencer.readPlace();
      this.state.active = true;
      this.state.agreesWithStream = null;
      publishing = this.run('publisher', leading.signal, () => this.publish(leading.signal));
      for await (const { events, place } of sequencer.steps(this.wake.sequencer, () => this.stopping.signal.aborted)) {
        this.state.place = place;
        this.recent.add(events);
        if (events.length > 0) this.publisherWake.poke();
      }
    } finally {
      this.state.active = false;
      leading.abort();
      this.publisherWake.poke();
      await publishing;
      await closeSession(session);
    }
  }

  /** True once the lock is held; false when the program stops while standing by. */
  private async lock(session: Client): Promise<boolean> {
    while (!this.stopping.signal.aborted) {
      const { rows } = await session.query<{ held: boolean }>(`select pg_try_advisory_lock(hashtext('compact log')) as held`);
      if (rows[0]?.held) return true;
      await pause(200, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    return false;
  }

  /** Sends for as long as this process leads. It reads on a session of its own, so that numbering never waits for the broker. */
  private async publish(leading: AbortSignal): Promise<void> {
    const ended = new Promise<null>((resolve) => leading.addEventListener('abort', () => resolve(null), { once: true }));
    const nats = await Promise.race([this.ready.promise, ended]);
    if (!nats || leading.aborted) return;
    const settings = { application_name: 'publisher' };
    const session = await openSession(this.settings.databaseUrl, () => this.publisherWake.poke(), settings);
    try {
      const { borough, source } = this.settings;
      const epoch = await currentEpoch(session);
      this.state.epoch = epoch;
      const publisher = new Publisher(nats, session, this.recent, { borough, source, epoch });
      try {
        await this.sendWhile(publisher, leading);
      } finally {
        publisher.close();
      }
    } catch (error) {
      if (error instanceof ForkedHistory) this.state.agreesWithStream = false;
      else this.state.agreesWithStream ??= true;
      throw error;
    } finally {
      await closeSession(session);
    }
  }

  private async sendWhile(publisher: Publisher, leading: AbortSignal): Promise<void> {
    while (!leading.aborted) {
      const last = this.state.place?.position ?? 0;
      const count = await publisher.step(last);
      this.state.published = last;
      this.state.fault = null;
      this.state.agreesWithStream = true;
      if (count > 0) this.headWake.poke();
      else if (!(await this.publisherWake.sleep(LOOK_AT_STREAM_AFTER_MILLISECONDS)) && this.connected) publisher.forgetStream();
    }
  }

  /** Says who we are and how far, for as long as what we say is the history that was told. */
  private async tellHeads(): Promise<void> {
    const { borough, headIntervalMilliseconds, headSeed } = this.settings;
    const sign = headSigner(headSeed);
    while (!this.stopping.signal.aborted) {
      const { active, epoch, place, agreesWithStream } = this.state;
      if (active && place && agreesWithStream && this.connection && this.connected) {
        const now = this.clock.now();
        const head: Head = {
          borough,
          epoch,
          position: place.position,
          hash: place.hash,
          completeness: await this.settings.completeness(),
          time: now.toISOString(),
          intervalMilliseconds: headIntervalMilliseconds,
        };
        const text = JSON.stringify(head);
        const signature = sign(text);
        const about = headers();
        about.set(SIGNATURE_HEADER, signature);
        this.connection.publish(headSubjectOf(borough), text, { headers: about });
        this.toldHead = { text, signature };
        this.state.lastHeadAt = now;
      }
      await pause(LEAST_BETWEEN_HEADS_MILLISECONDS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      await this.headWake.sleep(headIntervalMilliseconds - LEAST_BETWEEN_HEADS_MILLISECONDS);
    }
  }
}
