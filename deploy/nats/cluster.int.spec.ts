import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { connect as shakeHands, TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { connectOnce } from '../../libs/events/src/nats.js';
import { newAuthority } from '../../test/support/certificates.js';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import { type TestNats, testNats } from '../../test/support/nats.js';
import { type TestCluster, testCluster } from '../../test/support/nats-cluster.js';
import { inheritedEnvironment, testSettings } from '../../test/support/test.config.js';
import { PROVISIONER, streamName } from './names.js';
import { provisionStreams, renewStream, standingEpoch } from './provision.js';

const HERE = 'westminster';
const THERE = 'kensington-and-chelsea';
const run = promisify(execFile);

let cluster: TestCluster;
let alone: TestNats;
beforeAll(async () => {
  [cluster, alone] = await Promise.all([testCluster([HERE]), testNats([HERE])]);
});
afterAll(() => Promise.all([cluster.remove(), alone.remove()]));

const MAX_BYTES = 16 * 1024 ** 2;
const asProvisioner = () => ({ url: cluster.url, caFile: cluster.caFile, seed: cluster.seed(PROVISIONER), maxBytes: MAX_BYTES });

async function copiesIn(stream: string): Promise<number> {
  const nats = await connectOnce({ ...asProvisioner(), name: PROVISIONER });
  try {
    return (await (await jetstreamManager(nats, { checkAPI: false })).streams.info(stream)).config.num_replicas;
  } finally {
    await nats.close();
  }
}

test('the server takes the configuration of each node', async () => {
  for (const { configuration } of cluster.nodes) {
    const { stderr } = await run(testSettings().natsServer, ['-t', '-c', configuration]);
    expect(stderr).toContain(`configuration file ${configuration} is valid`);
  }
});

describe('a program speaks to no server', () => {
  const asBorough = (url: string, caFile?: string) => connectOnce({ url, seed: cluster.seed(HERE), name: HERE, caFile });

  test('that another authority vouches for', async () => {
    const caFile = join(cluster.folder, 'other-ca.crt');
    await writeFile(caFile, newAuthority('another').certificate);

    await expect(asBorough(cluster.url, caFile)).rejects.toThrow(/unable to (verify|get)|self.signed/);
  });

  test('that nobody whom Node.js trusts vouches for', async () => {
    await expect(asBorough(cluster.url)).rejects.toThrow(/unable to (verify|get)|self.signed/);
  });

  test('whose certificate bears another name', async () => {
    const authority = newAuthority('one for another name');
    const { certificate: cert, key } = authority.issue('elsewhere.example');
    const caFile = join(cluster.folder, 'right-ca.crt');
    await writeFile(caFile, authority.certificate);
    const server = createServer((socket) => {
      socket.write('INFO {"tls_required":true,"max_payload":1}\r\n');
      new TLSSocket(socket, { isServer: true, cert, key }).on('error', () => {});
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');

    await expect(asBorough(`tls://localhost:${(server.address() as AddressInfo).port}`, caFile)).rejects.toThrow(/altnames/);

    server.close();
  });

  test('that offers no TLS', async () => {
    await expect(asBorough(alone.url, cluster.caFile)).rejects.toThrow("server does not support 'tls'");
    await expect(asBorough(alone.url.replace('nats:', 'tls:'))).rejects.toThrow("server does not support 'tls'");
  });
});

test('a server lets nobody in without TLS', async () => {
  const [url] = cluster.url.replaceAll('tls:', 'nats:').split(',');
  await expect(connect({ servers: url as string, tls: null, reconnect: false })).rejects.toThrow(/tls|secure/i);
});

test('nobody becomes a server with a certificate for programs', async () => {
  const [port] = cluster.clusterPorts;
  const files = ['server.crt', 'server.key'].map((name) => readFile(join(cluster.folder, 'tls', name)));
  const [cert, key] = await Promise.all(files);
  const ca = await readFile(join(cluster.folder, 'cluster-tls', 'ca.crt'));

  const link = shakeHands({ host: '127.0.0.1', port: port as number, servername: 'localhost', ca, cert, key });
  const [refusal] = (await once(link.resume(), 'error')) as [Error];

  expect(refusal.message).toMatch(/bad certificate|unknown ca/i);
});

describe('a stream', () => {
  test('has a copy on each of three servers', async () => {
    expect(await copiesIn(streamName(HERE))).toBe(3);
  });

  test('that stood on one server alone gets its copies when the streams are provisioned again', async () => {
    await provisionStreams({ ...asProvisioner(), boroughs: [THERE] });
    expect(await copiesIn(streamName(THERE))).toBe(1);

    await provisionStreams({ ...asProvisioner(), boroughs: [THERE], nodes: 3 });

    expect(await copiesIn(streamName(THERE))).toBe(3);
  });

  test('of a later epoch is kept by who provisions and does not know of it', async () => {
    await renewStream(HERE, 4, { ...asProvisioner(), nodes: 3 });

    await provisionStreams({ ...asProvisioner(), boroughs: [HERE, THERE], nodes: 3 });

    expect(await standingEpoch(HERE, asProvisioner())).toBe(4);
    expect(await standingEpoch(THERE, asProvisioner())).toBe(1);
    expect(await standingEpoch('nowhere', asProvisioner())).toBeNull();
  });
});

describe('an operator', () => {
  const command = async (name: string, ...args: string[]): Promise<string> => {
    const { url, caFile, seed } = asProvisioner();
    const own = { NATS_URL: url, NATS_CA: caFile, PROVISIONER_SEED: seed, BOROUGHS_FOLDER: 'deploy/boroughs', STREAM_MEGABYTES: '16' };
    const env = { ...inheritedEnvironment(), ...own, DATABASE_OWNER_URL: database.ownerUrl };
    return (await run(process.execPath, [`dist/deploy/nats/${name}.js`, ...args], { env })).stdout.trim();
  };
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('borough');
  });
  afterAll(() => database.drop());

  test('makes all streams, and one of them anew, and one of a new epoch where the log was restored', async () => {
    const PLACE = 'hammersmith-and-fulham';
    expect(await command('provision-streams')).toMatch(/^The streams of .*hammersmith-and-fulham.* are there[.]$/);
    expect(await copiesIn(streamName(PLACE))).toBe(3);

    expect(await command('new-epoch', PLACE)).toContain(`The log of ${PLACE} is in its epoch 2.`);
    expect(await command('renew-stream', PLACE)).toContain(`The stream of ${PLACE} is made anew.`);
    expect(await command('provision-streams')).toContain('are there');

    expect(await copiesIn(streamName(PLACE, 2))).toBe(3);
  });

  test('who names no borough is told which there are', async () => {
    await expect(command('renew-stream', 'atlantis')).rejects.toThrow(/Name one borough: .*westminster/);
  });
});
