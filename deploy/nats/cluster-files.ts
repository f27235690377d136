import type { ClusterFile } from './cluster-settings.js';
import { authorizationFile, natsServerConfig } from './server-config.js';

const GIGABYTE = 1024 ** 3;
const USERS_FILE = 'users.conf';

/** Where a server is that does not say otherwise. */
const PLACE = {
  listen: '0.0.0.0',
  clientPort: 4222,
  clusterPort: 6222,
  monitorPort: 8222,
  storeFolder: '/var/lib/nats',
  pidFile: '/run/nats/nats-server.pid',
};

/**
 * The files that the servers of a cluster are started with, by their names: one for each server, and one for all of them that says who may
 * do what. A server that stands alone is a cluster of one, with no others to speak to.
 */
export function clusterFiles(file: ClusterFile): Map<string, string> {
  const { serverVersion: version, cluster, maxFileGigabytes, tls, clusterTls, users } = file;
  const places = file.nodes.map((node) => ({ ...PLACE, ...whatIsSaid(file), ...whatIsSaid(node), name: node.name, host: node.host }));
  const routes = places.map(({ host, clusterPort }) => `${host}:${clusterPort}`);
  const configurations = places.map(({ name, listen, clientPort, clusterPort, monitorPort, storeFolder, pidFile }) => {
    const others = { name: cluster, port: clusterPort, routes, tls: clusterTls };
    const text = natsServerConfig({
      name,
      listen,
      port: clientPort,
      monitorPort,
      storeFolder,
      pidFile,
      users: { file: USERS_FILE },
      maxFileBytes: maxFileGigabytes * GIGABYTE,
      tls,
      version,
      ...(places.length > 1 && { cluster: others }),
    });
    return [`${name}.conf`, text] as const;
  });
  const boroughs = Object.entries(users.boroughs).map(([code, publicKey]) => ({ code, publicKey }));
  return new Map([...configurations, [USERS_FILE, authorizationFile({ ...users, boroughs })]]);
}

/** What of its place a server, or the file for all of them, does say. */
function whatIsSaid(place: Partial<typeof PLACE>): Partial<typeof PLACE> {
  return Object.fromEntries(Object.entries(place).filter(([name, value]) => name in PLACE && value !== undefined));
}
