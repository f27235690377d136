import { jetstreamManager } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/free-port.js';
import { type NatsRun, type NatsServer, runNats } from '../../deploy/local/nats-server.js';
import { clusterFiles } from '../../deploy/nats/cluster-files.js';
import type { ClusterFile } from '../../deploy/nats/cluster-settings.js';
import { AGGREGATOR, PROVISIONER, streamName } from '../../deploy/nats/names.js';
import { newSeed, publicKeyOf } from '../../deploy/nats/nats-user.js';
import { provisionStreams } from '../../deploy/nats/provision.js';
import { connectOnce, type NatsSettings } from '../../libs/events/src/nats.js';
import { newAuthority } from './certificates.js';
import { inheritedEnvironment, testSettings } from './test.config.js';

/** Three nats-servers with TLS and copies of every stream, from the configuration that an operator writes. */
export interface TestCluster {
  readonly url: string;
  /** Who vouches for the servers. */
  readonly caFile: string;
  readonly folder: string;
  readonly clusterPorts: readonly number[];
  readonly nodes: readonly TestNode[];
  /** The seed of a user: a borough's code, `aggregator` or `provisioner`. */
  seed(user: string): string;
  /** The name of the node that leads a borough's stream, null while none does; and how many have all of it. */
  copiesOf(borough: string): Promise<{ readonly leader: string | null; readonly current: number }>;
  /** Stops the servers and removes all that they kept. */
  remove(): Promise<void>;
}

export interface TestNode {
  readonly name: string;
  readonly configuration: string;
  readonly isRunning: boolean;
  /** Removes what the stopped server kept. */
  emptyDisk(): Promise<void>;
  /** Kills it at once; its store stays. */
  kill9(): Promise<void>;
  /** Starts it again, where it does not run. */
  restart(): Promise<void>;
}

/** The name that all three bear, being on one machine. */
const HOST = 'localhost';
const NAMES = ['nats-1', 'nats-2', 'nats-3'];

/** Starts the servers in a temporary folder, with a stream for each borough. The spec calls `remove` in afterAll. */
export async function testCluster(boroughs: readonly string[]): Promise<TestCluster> {
  const folder = await mkdtemp(join(testSettings().folder, 'nats-cluster-'));
  const seeds = new Map([...boroughs, AGGREGATOR, PROVISIONER].map((user) => [user, newSeed()]));
  const seed = (user: string): string => seeds.get(user) ?? '';
  const file = await settingsIn(folder, boroughs, seed);
  for (const [name, text] of clusterFiles(file)) await writeFile(join(folder, name), text);
  const nodes = file.nodes.map((node) => new ClusterNode(node.name, folder, node.clientPort ?? 0));
  await Promise.all(nodes.map((node) => node.restart()));
  const url = file.nodes.map(({ clientPort }) => `tls://${HOST}:${clientPort}`).join(',');
  const { caFile } = file.tls;
  await provisionStreams({ url, caFile, seed: seed(PROVISIONER), boroughs, nodes: nodes.length, maxBytes: 64 * 1024 ** 2 });
  const remove = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.kill9()));
    await rm(folder, { recursive: true, force: true });
  };
  const copiesOf = (borough: string) => copies({ url, caFile, seed: seed(PROVISIONER), name: PROVISIONER }, borough);
  const clusterPorts = file.nodes.map(({ clusterPort }) => clusterPort ?? 0);
  return { url, caFile, folder, clusterPorts, nodes, seed, copiesOf, remove };
}

async function copies(server: NatsSettings, borough: string): ReturnType<TestCluster['copiesOf']> {
  const nats = await connectOnce(server);
  try {
    const { streams } = await jetstreamManager(nats, { checkAPI: false, timeout: 1_000 });
    const { leader = null, replicas = [] } = (await streams.info(streamName(borough))).cluster ?? {};
    return { leader, current: replicas.filter(({ current, offline }) => current && !offline).length + (leader ? 1 : 0) };
  } catch (error) {
    if (error instanceof errors.TimeoutError) return { leader: null, current: 0 }; // Nobody leads, so nobody answers.
    throw error;
  } finally {
    await nats.close();
  }
}

/** What an operator would say of three servers on this machine. */
async function settingsIn(folder: string, boroughs: readonly string[], seed: (user: string) => string): Promise<ClusterFile> {
  const firstPort = await freePort(3 * NAMES.length);
  const publicKey = (user: string): string => publicKeyOf(seed(user));
  const nodes = NAMES.map((name, index) => ({
    name,
    host: HOST,
    clientPort: firstPort + 3 * index,
    clusterPort: firstPort + 3 * index + 1,
    monitorPort: firstPort + 3 * index + 2,
    storeFolder: join(folder, name),
    pidFile: join(folder, `${name}.pid`),
  }));
  return {
    serverVersion: '2.9.10',
    cluster: 'test-network',
    listen: '127.0.0.1',
    maxFileGigabytes: 1,
    nodes,
    tls: await certificateIn(join(folder, 'tls')),
    clusterTls: await certificateIn(join(folder, 'cluster-tls')),
    users: {
      boroughs: Object.fromEntries(boroughs.map((code) => [code, publicKey(code)])),
      aggregator: publicKey(AGGREGATOR),
      provisioner: publicKey(PROVISIONER),
    },
  };
}

/** A certificate of this machine by an authority of its own, as files. */
async function certificateIn(folder: string): Promise<ClusterFile['tls']> {
  const authority = newAuthority(folder);
  const { certificate, key } = authority.issue(HOST);
  const files = { certFile: join(folder, 'server.crt'), keyFile: join(folder, 'server.key'), caFile: join(folder, 'ca.crt') };
  await mkdir(folder);
  await writeFile(files.certFile, certificate);
  await writeFile(files.keyFile, key, { mode: 0o600 });
  await writeFile(files.caFile, authority.certificate);
  return files;
}

class ClusterNode implements TestNode {
  readonly configuration: string;
  private readonly run: NatsRun;
  private server: NatsServer | null = null;

  constructor(
    readonly name: string,
    private readonly folder: string,
    port: number,
  ) {
    this.configuration = join(folder, `${name}.conf`);
    const { natsServer: program } = testSettings();
    this.run = { program, configuration: this.configuration, port, logFile: join(folder, `${name}.log`), env: inheritedEnvironment() };
  }

  get isRunning(): boolean {
    return this.server?.process.alive ?? false;
  }

  emptyDisk(): Promise<void> {
    return rm(join(this.folder, this.name), { recursive: true, force: true });
  }

  async restart(): Promise<void> {
    if (!this.isRunning) this.server = await runNats(this.run);
  }

  async kill9(): Promise<void> {
    await this.server?.process.stop('SIGKILL');
  }
}
