import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { clusterFiles } from './cluster-files.js';
import { type ClusterFile, readClusterFile } from './cluster-settings.js';
import { natsServerConfig } from './server-config.js';

const EXAMPLE = 'deploy/nats/cluster.yaml';

describe('the configuration of a cluster', () => {
  test('stands beside its settings as the command writes it', () => {
    const files = clusterFiles(readClusterFile(EXAMPLE));

    expect(readdirSync('deploy/nats/cluster').toSorted()).toEqual([...files.keys()].toSorted());
    for (const [name, text] of files) expect(readFileSync(`deploy/nats/cluster/${name}`, 'utf8')).toBe(text);
  });

  test('gives each user the very rights that it has on a machine of its own', () => {
    const file = readClusterFile(EXAMPLE);
    const boroughs = Object.entries(file.users.boroughs).map(([code, publicKey]) => ({ code, publicKey }));

    const local = natsServerConfig({ port: 4222, storeFolder: '/store', pidFile: '/pid', users: { ...file.users, boroughs } });

    expect(local.endsWith(clusterFiles(file).get('users.conf') ?? '?')).toBe(true);
  });

  test('tells a newer server to write before it answers, and one that stands alone of no others', () => {
    const file = { ...readClusterFile(EXAMPLE), serverVersion: '2.12.1' };
    expect(clusterFiles(file).get('nats-3.conf')).toContain('"sync_interval": "always"');
    expect(clusterFiles({ ...file, nodes: file.nodes.slice(0, 1) }).get('nats-1.conf')).not.toContain('cluster');
  });
});

describe('the settings of a cluster', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cluster-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const told = (change: object | string): ClusterFile => {
    const path = join(folder, 'cluster.yaml');
    const text = readFileSync(EXAMPLE, 'utf8');
    writeFileSync(path, typeof change === 'string' ? change : stringify({ ...(parse(text) as object), ...change }));
    return readClusterFile(path);
  };

  test('that are missing or wrong are all named at once', () => {
    const nodes = [{ name: 'nats-1' }, { name: 'nats-1', host: 'a b', clientPort: 0 }];
    expect(() => told({ serverVersion: 'latest', nodes, tls: undefined, password: 'x' })).toThrow(
      new RegExp(
        [
          'cluster.yaml cannot be taken[.]',
          '- tls is missing',
          '- password .*should not exist',
          '- serverVersion must be what "nats-server --version" says, like "2[.]9[.]10"',
          '- nodes must have a name of its own for each server',
          '- nodes[.]0[.]host must be the name that its certificate bears',
          '- nodes[.]1[.]host must be',
          '- nodes[.]1[.]clientPort must not be less than 1',
        ].join('.*'),
        's',
      ),
    );
  });

  test.each(['', '- a list', 'just words'])('%p are none', (text) => {
    expect(() => told(text)).toThrow(/users is missing.*serverVersion must be/s);
  });

  test('hold no seed and no key twice, and show none that was written by mistake', () => {
    const { users } = parse(readFileSync(EXAMPLE, 'utf8')) as ClusterFile;
    const seed = `SU${'A'.repeat(56)}`;

    const withSeed = () => told({ users: { ...users, boroughs: { westminster: seed } } });

    expect(() => told({ users: { ...users, provisioner: seed } })).toThrow(/users.provisioner must be the public key/);
    expect(withSeed).toThrow(/users.boroughs.westminster must be the public key/);
    expect(withSeed).toThrow(expect.not.stringContaining(seed) as never);
    expect(() => told({ users: { ...users, aggregator: users.provisioner } })).toThrow('users must each have a key of their own');
  });

  test('of a server that is too old are refused', () => {
    expect(() => told({ serverVersion: '2.8.4' })).toThrow('Use 2.9 or later.');
  });
});
