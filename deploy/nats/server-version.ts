import { StoreCompression, type StreamConfig } from '@nats-io/jetstream';

/** What a NATS server of one version, in a cluster of so many, is told beyond what every version from 2.9 on knows. */
export interface VersionSettings {
  /** What its own configuration says besides, under `jetstream`. */
  readonly server: { readonly sync_interval?: 'always' };
  /** What a stream is made with besides, and what one that stands is changed to. */
  readonly stream: Pick<StreamConfig, 'num_replicas'> & Partial<Pick<StreamConfig, 'compression'>>;
  /** What only the making of a stream may say. */
  readonly newStream: Partial<Pick<StreamConfig, 'first_seq'>>;
}

export interface ServerFacts {
  /** As the server says it, like 2.9.10. */
  readonly version: string;
  /** How many servers the cluster has; 1 where it stands alone. */
  readonly nodes: number;
  /** The number that a new stream is to begin with, where it is not to be filled again from 1. */
  readonly beginsAt?: number;
}

const OLDEST = [2, 9];
const KNOWS_MORE = [2, 10];

/** With three copies one may be lost; five cost more than they give, since every borough can fill its stream again. */
const MOST_COPIES = 3;

/**
 * The one place that depends on the version of the server.
 * - From 2.10 on, `sync_interval: always` writes to the disk before the publisher is answered (nats-server #4483, and "What's new in NATS
 *   2.10"). 2.9.10 refuses it as an unknown field; it writes every minute, and what the disk loses is published again.
 * - From 2.10 on, a stream may be compressed with s2, also one that stands, from its next block on; and it may begin with another number
 *   than 1, `first_seq`, which cannot be changed later ("What's new in NATS 2.10"; the client refuses both below 2.10). An older server
 *   cannot load a compressed stream: one that goes back to 2.9 begins with an empty disk.
 * - 2.11, 2.12 and 2.14 bring nothing that is wanted here; the asynchronous `persist_mode` of 2.12 would undo the first point.
 * A copy on each of three servers outlives the loss of one; two servers are no better than one, since a majority of two is both.
 * Only 2.9.10 was at hand: what is said to newer servers is from their documents and source, and was not run.
 * @throws Error for what is no version, or is older than 2.9.
 */
export function settingsFor({ version, nodes, beginsAt = 1 }: ServerFacts): VersionSettings {
  const knowsMore = isFrom(version, KNOWS_MORE);
  if (!isFrom(version, OLDEST)) throw new Error(`The NATS server is of version ${version}. Use 2.9 or later.`);
  const num_replicas = nodes >= MOST_COPIES ? MOST_COPIES : 1;
  return {
    server: knowsMore ? { sync_interval: 'always' } : {},
    stream: knowsMore ? { num_replicas, compression: StoreCompression.S2 } : { num_replicas },
    newStream: knowsMore && beginsAt > 1 ? { first_seq: beginsAt } : {},
  };
}

/** Whether a version is this one or later. One that is on its way to a release, like 2.10.0-RC.1, is not yet that release. */
function isFrom(version: string, [major = 0, minor = 0]: readonly number[]): boolean {
  const read = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(-[0-9A-Za-z.-]+)?$/.exec(version);
  if (!read) throw new Error(`"${version}" is not the version of a NATS server. It reads like 2.9.10.`);
  const [ofMajor, ofMinor, patch] = [Number(read[1]), Number(read[2]), Number(read[3])];
  if (ofMajor !== major) return ofMajor > major;
  if (ofMinor !== minor) return ofMinor > minor;
  return patch > 0 || read[4] === undefined;
}
