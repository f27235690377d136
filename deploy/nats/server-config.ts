import { authorizationOf, type NatsUsers } from './permissions.js';
import { settingsFor } from './server-version.js';

export type { NatsUsers };

/** The files of a certificate, where the server finds them. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  /** Who vouches for the others. */
  readonly caFile: string;
}

/** How a server finds the others. */
export interface ClusterSettings {
  readonly name: string;
  readonly port: number;
  /** All servers of the cluster as host:port, itself among them or not. */
  readonly routes: readonly string[];
  /** Whoever has a certificate of this authority is a server. Without it, the link is open: for one machine alone. */
  readonly tls?: TlsFiles;
}

export interface NatsServerSettings {
  /** What the server is called; each in a cluster otherwise. */
  readonly name?: string;
  /** The address that it listens on; without it, this machine alone reaches it. */
  readonly listen?: string;
  readonly port: number;
  readonly storeFolder: string;
  /** Where the server writes its process number. */
  readonly pidFile: string;
  /** Who may sign in; or the file beside this one that says so, as `authorizationFile` makes it. */
  readonly users: NatsUsers | { readonly file: string };
  /** How much all streams together may hold on disk, in bytes. */
  readonly maxFileBytes?: number;
  /** Where this machine alone may ask how the server does. */
  readonly monitorPort?: number;
  readonly tls?: TlsFiles;
  readonly cluster?: ClusterSettings;
  /** The version of the server, where it is known: a newer one is told more. */
  readonly version?: string;
}

const GIGABYTE = 1024 ** 3;
const THIS_MACHINE = '127.0.0.1';
const SHAKES_HANDS_WITHIN_SECONDS = 10;

/** The configuration language takes JSON values. */
const written = (entries: object): string =>
  Object.entries(entries)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${JSON.stringify(value, null, 2)}\n`)
    .join('');

/** What a file holds that says who may sign in. Each server of a cluster includes it. */
export const authorizationFile = (users: NatsUsers): string => written({ authorization: authorizationOf(users) });

/**
 * The configuration of a nats-server: JetStream on disk, and the users with their rights; besides TLS and the other servers of a cluster,
 * where there are such.
 * @throws Error for a borough code that could reach into another borough's subjects, or a version that is none.
 */
export function natsServerConfig(settings: NatsServerSettings): string {
  const { name = 'compact-network', listen = THIS_MACHINE, port, storeFolder, pidFile, users, monitorPort, tls, cluster } = settings;
  const { maxFileBytes = 4 * GIGABYTE, version } = settings;
  const ofVersion = version === undefined ? {} : settingsFor({ version, nodes: cluster?.routes.length ?? 1 }).server;
  const configuration = written({
    server_name: name,
    listen: `${listen}:${port}`,
    http: monitorPort === undefined ? undefined : `${THIS_MACHINE}:${monitorPort}`,
    pid_file: pidFile,
    jetstream: { store_dir: storeFolder, max_file_store: maxFileBytes, max_memory_store: GIGABYTE / 16, ...ofVersion },
    tls: tls && tlsOf(tls),
    cluster: cluster && clusterOf(cluster, listen),
  });
  return 'file' in users ? `${configuration}include ${users.file}\n` : configuration + authorizationFile(users);
}

const tlsOf = ({ certFile, keyFile, caFile }: TlsFiles): object => ({
  cert_file: certFile,
  key_file: keyFile,
  ca_file: caFile,
  timeout: SHAKES_HANDS_WITHIN_SECONDS,
});

/** A server tells no program of the others: programs are given the names of all, and these stand in the certificates. */
const clusterOf = ({ name, port, routes, tls }: ClusterSettings, listen: string): object => ({
  name,
  listen: `${listen}:${port}`,
  no_advertise: true,
  ...(tls && { tls: { ...tlsOf(tls), verify: true } }),
  routes: routes.map((route) => `nats-route://${route}`),
});
