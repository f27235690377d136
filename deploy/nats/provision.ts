import {
  DiscardPolicy,
  jetstreamManager,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { connect, nanos, nkeyAuthenticator } from '@nats-io/transport-node';
import { inboxPrefix, PROVISIONER, streamName } from './names.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const MEGABYTE = 1024 ** 2;
const MOST_BYTES = 1024 * MEGABYTE;
const STREAM_NOT_FOUND = 10059;

export interface Provisioning {
  readonly url: string;
  /** The provisioner's seed: no borough may make or delete a stream. */
  readonly seed: string;
  readonly boroughs: readonly string[];
  /** The epoch of the log of each borough that is no longer in its first. */
  readonly epochs?: Readonly<Record<string, number>>;
  /** How much one borough's stream may hold, in bytes; what is older makes room, since the borough's own log keeps it. */
  readonly maxBytes?: number;
}

/** Makes the stream of every borough that has none, and sets the limits of those that stand. Running it again changes nothing. */
export async function provisionStreams({ boroughs, epochs = {}, maxBytes = MOST_BYTES, ...server }: Provisioning): Promise<void> {
  await asProvisioner(server, (manager) =>
    Promise.all(boroughs.map((borough) => provisionStream(manager, borough, epochs[borough] ?? 1, maxBytes))),
  );
}

/**
 * Deletes a borough's stream, of whatever epoch, and makes the one of the given epoch, empty: the one way to take out of it what the
 * borough has erased from its log, or lost. The borough fills it again with the same numbers. Two streams of one borough cannot stand
 * beside each other.
 */
export async function renewStream(borough: string, epoch: number, provisioning: Omit<Provisioning, 'boroughs' | 'epochs'>): Promise<void> {
  await asProvisioner(provisioning, async (manager) => {
    for await (const name of manager.streams.names(subjectsOf(borough))) await manager.streams.delete(name);
    await provisionStream(manager, borough, epoch, provisioning.maxBytes ?? MOST_BYTES);
  });
}

const subjectsOf = (borough: string): string => `boroughs.${borough}.events.>`;

async function asProvisioner(
  { url, seed }: Pick<Provisioning, 'url' | 'seed'>,
  act: (manager: JetStreamManager) => Promise<unknown>,
): Promise<void> {
  const connection = await connect({
    servers: url,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)),
    inboxPrefix: inboxPrefix(PROVISIONER),
    name: PROVISIONER,
  });
  try {
    await act(await jetstreamManager(connection, { checkAPI: false }));
  } finally {
    await connection.close();
  }
}

async function provisionStream(manager: JetStreamManager, borough: string, epoch: number, maxBytes: number): Promise<void> {
  const limits = { max_age: nanos(14 * DAY_MS), max_bytes: maxBytes, max_msg_size: MEGABYTE / 4, duplicate_window: nanos(120_000) };
  const name = streamName(borough, epoch);
  if (await stands(manager, name)) {
    await manager.streams.update(name, limits);
    return;
  }
  await manager.streams.add({
    name,
    subjects: [subjectsOf(borough)],
    description: `epoch=${epoch};base=0`,
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    num_replicas: 1,
    deny_delete: true,
    deny_purge: true,
    allow_direct: true,
    ...limits,
  });
}

async function stands(manager: JetStreamManager, name: string): Promise<boolean> {
  try {
    await manager.streams.info(name);
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return false;
    throw error;
  }
}
