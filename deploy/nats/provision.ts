import {
  DiscardPolicy,
  jetstreamManager,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';
import { errors, nanos } from '@nats-io/transport-node';
import { setTimeout as wait } from 'node:timers/promises';
import { connectOnce } from '../../libs/events/src/nats.js';
import { PROVISIONER, streamName } from './names.js';
import { type ServerFacts, settingsFor } from './server-version.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const MEGABYTE = 1024 ** 2;
const MOST_BYTES = 1024 * MEGABYTE;
const STREAM_NOT_FOUND = 10059;
/** No server leads the others yet, or not as many are there as are to keep a copy: JetStream system temporarily unavailable, no peers. */
const NOT_YET = [10008, 10005];
const CLUSTER_IS_THERE_WITHIN_MS = 20_000;

export interface Provisioning {
  /** The servers, with commas between. */
  readonly url: string;
  /** Who vouches for them: a file in PEM. */
  readonly caFile?: string | undefined;
  /** The provisioner's seed: no borough may make or delete a stream. */
  readonly seed: string;
  readonly boroughs: readonly string[];
  /** The epoch of the log of each borough that is no longer in its first; without it, it is that of the stream that stands. */
  readonly epochs?: Readonly<Record<string, number>>;
  /** How much one borough's stream may hold, in bytes; what is older makes room, since the borough's own log keeps it. */
  readonly maxBytes?: number;
  /** How many servers the cluster has. */
  readonly nodes?: number;
}

type Server = Omit<Provisioning, 'boroughs' | 'epochs'>;

/** Makes the stream of every borough that has none, and sets the limits of those that stand. Running it again changes nothing. */
export async function provisionStreams({ boroughs, epochs = {}, ...server }: Provisioning): Promise<void> {
  await asProvisioner(server, (streams) => {
    const epochOf = async (borough: string) => epochs[borough] ?? (await streams.standingEpoch(borough)) ?? 1;
    return Promise.all(boroughs.map(async (borough) => streams.provision(borough, await epochOf(borough))));
  });
}

/**
 * Deletes a borough's stream, of whatever epoch, and makes the one of the given epoch, empty: the one way to take out of it what the
 * borough has erased from its log, or lost. The borough fills it again with the same numbers. Two streams of one borough cannot stand
 * beside each other.
 */
export async function renewStream(borough: string, epoch: number, server: Server): Promise<void> {
  await asProvisioner(server, (streams) => streams.renew(borough, epoch));
}

/** The epoch of the stream that a borough has; null where it has none. */
export async function standingEpoch(borough: string, server: Server): Promise<number | null> {
  return asProvisioner(server, (streams) => streams.standingEpoch(borough));
}

async function asProvisioner<T>(server: Server, act: (streams: Streams) => Promise<T>): Promise<T> {
  const { url, caFile, seed, nodes = 1, maxBytes = MOST_BYTES } = server;
  const connection = await connectOnce({ url, caFile, seed, name: PROVISIONER });
  try {
    const facts = { version: connection.info?.version ?? '', nodes };
    return await act(new Streams(await jetstreamManager(connection, { checkAPI: false }), facts, maxBytes));
  } finally {
    await connection.close();
  }
}

const subjectsOf = (borough: string): string => `boroughs.${borough}.events.>`;

/** The streams of the boroughs, as the provisioner makes them. */
class Streams {
  constructor(
    private readonly manager: JetStreamManager,
    private readonly server: ServerFacts,
    private readonly maxBytes: number,
  ) {}

  async provision(borough: string, epoch: number): Promise<void> {
    const name = streamName(borough, epoch);
    if (await this.infoOf(name)) await onceThere(() => this.manager.streams.update(name, this.changing()));
    else await this.make(borough, epoch);
  }

  async renew(borough: string, epoch: number): Promise<void> {
    const began = (await this.infoOf(streamName(borough, epoch)))?.state.first_seq;
    for (const name of await this.standing(borough)) await onceThere(() => this.manager.streams.delete(name));
    await this.make(borough, epoch, began);
  }

  async standingEpoch(borough: string): Promise<number | null> {
    const epochs = (await this.standing(borough)).map((name) => Number(name.slice(name.lastIndexOf('_') + 1)));
    return epochs.length === 0 ? null : Math.max(...epochs);
  }

  /** One that is made anew begins where that before it began, if the server can do so: what is older than it may be need not be sent. */
  private async make(borough: string, epoch: number, beginsAt = 1): Promise<void> {
    await onceThere(() =>
      this.manager.streams.add({
        name: streamName(borough, epoch),
        subjects: [subjectsOf(borough)],
        description: `epoch=${epoch};base=0`,
        storage: StorageType.File,
        retention: RetentionPolicy.Limits,
        discard: DiscardPolicy.Old,
        deny_delete: true,
        deny_purge: true,
        allow_direct: true,
        ...this.changing(),
        ...settingsFor({ ...this.server, beginsAt }).newStream,
      }),
    );
  }

  /** What a stream that stands is changed to as well. */
  private changing(): Partial<StreamConfig> {
    const limits = { max_age: nanos(14 * DAY_MS), max_bytes: this.maxBytes, max_msg_size: MEGABYTE / 4, duplicate_window: nanos(120_000) };
    return { ...limits, ...settingsFor(this.server).stream };
  }

  private async standing(borough: string): Promise<string[]> {
    return onceThere(async () => {
      const names: string[] = [];
      for await (const name of this.manager.streams.names(subjectsOf(borough))) names.push(name);
      return names;
    });
  }

  private async infoOf(name: string): Promise<Awaited<ReturnType<JetStreamManager['streams']['info']>> | null> {
    try {
      return await onceThere(() => this.manager.streams.info(name));
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return null;
      throw error;
    }
  }
}

/** Asks again while the servers of a cluster find each other: until then, they refuse or say nothing. */
async function onceThere<T>(ask: () => Promise<T>): Promise<T> {
  for (const began = performance.now(); ;) {
    try {
      return await ask();
    } catch (error) {
      const isEarly = error instanceof errors.TimeoutError || (error instanceof JetStreamApiError && NOT_YET.includes(error.code));
      if (!isEarly || performance.now() - began > CLUSTER_IS_THERE_WITHIN_MS) throw error;
      await wait(200);
    }
  }
}
