import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/free-port.js';
import type { NamedMark } from '../../deploy/local/var-folder.js';
import { LocalStart, networkPlace, processesOf, type NetworkPlace } from '../support/local-start.js';
import { testSettings } from '../support/test.config.js';
import { until } from '../support/until.js';

const BOROUGHS = ['kensington-and-chelsea', 'westminster', 'hammersmith-and-fulham'];
const READY = /^ready$/m;

/** What starts, stops and outlives is the same with an empty network, and sooner there. */
const withoutDemonstration = (own: NetworkPlace): NetworkPlace => ({ ...own, env: { ...own.env, DEMONSTRATION: 'none' } });

/** Nor does it differ with the number of boroughs: where every one was started once, one is enough. */
function withOneBorough(own: NetworkPlace): NetworkPlace {
  const folder = mkdtempSync(join(testSettings().folder, 'boroughs-'));
  chmodSync(folder, 0o755);
  copyFileSync('deploy/boroughs/westminster.yaml', join(folder, 'westminster.yaml'));
  return { ...own, env: { ...own.env, BOROUGHS_FOLDER: folder } };
}

let place: NetworkPlace;
const begun: LocalStart[] = [];

function begin(args: readonly string[] = [], env: NodeJS.ProcessEnv = place.env): LocalStart {
  const start = LocalStart.begin(env, args);
  begun.push(start);
  return start;
}

const inVar = (name: string): string => join(place.varFolder, name);
const marks = (): NamedMark[] => JSON.parse(readFileSync(inVar('processes.json'), 'utf8')) as NamedMark[];
const markOf = (name: string): NamedMark | undefined => marks().find((mark) => mark.name === name);
const addresses = (): string[] => [0, 1, 2, 3, 9, 8].map((offset) => `http://127.0.0.1:${place.portBase + offset}`);
const token = (...args: string[]): string =>
  execFileSync(process.execPath, ['dist/deploy/local/token.js', ...args], { env: place.env, encoding: 'utf8', stdio: 'pipe' });

async function isReady(address: string): Promise<boolean> {
  return (await fetch(`${address}/health/ready`).catch(() => null))?.ok ?? false;
}

beforeAll(async () => {
  place = withoutDemonstration(await networkPlace());
});

afterAll(async () => {
  for (const start of begun) await start.stop();
});

describe('a network that was started', () => {
  let first: LocalStart;

  beforeAll(async () => {
    first = begin();
    await first.says(READY);
  });

  test('says where each service is, and last that it is ready', () => {
    const lines = first.output.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('ready');
    expect(addresses().filter((address) => !lines.some((line) => line.endsWith(address)))).toEqual([]);
  });

  test('lists its addresses for scripts', () => {
    const [aggregator, ...others] = addresses();
    expect(JSON.parse(readFileSync(inVar('network.json'), 'utf8'))).toEqual({
      aggregator: { url: aggregator },
      boroughs: BOROUGHS.map((code, index) => ({ code, url: others[index] })),
      identity: { url: others[3] },
      mail: { url: others[4] },
      nats: { url: expect.stringMatching(/^nats:\/\/127[.]0[.]0[.]1:\d+$/) },
      postgres: { url: expect.stringMatching(/^postgres:\/\/127[.]0[.]0[.]1:\d+$/) },
    });
  });

  test('answers at each of them', async () => {
    expect(await Promise.all(addresses().map(isReady))).toEqual(Array(6).fill(true));
  });

  test('keeps its secrets for its owner alone', () => {
    for (const name of ['secrets.json', 'identity.json', 'nats/server.conf']) expect(statSync(inVar(name)).mode & 0o777).toBe(0o600);
  });

  test('has people whose tokens are for one service each', () => {
    const list = token('--list').trimEnd().split('\n');
    expect(list).toContain('westminster-funding funding-officer@westminster');
    expect(list).toContain('westminster-housing funding-officer:housing@westminster');
    const claims = (jwt: string): unknown => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
    expect(claims(token('westminster-funding'))).toMatchObject({ aud: addresses()[2], iss: addresses()[4] });
    expect(claims(token('westminster-funding', 'aggregator'))).toMatchObject({ aud: addresses()[0] });
    expect(() => token('nobody')).toThrow(/There is no demonstration person "nobody"/);
  });

  test('has a machine in each borough, whose tokens are good for importing and nothing else', async () => {
    const send = async (path: string, body: string): Promise<{ status: number; code?: string }> => {
      const headers = { authorization: `Bearer ${token('westminster-import-machine').trim()}`, 'content-type': 'text/csv' };
      const answer = await fetch(`${addresses()[2]}/api/v1/${path}`, { method: 'POST', headers, body });
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    const file = 'Identifier,Title\n360G-westminster-machine,Lunches';
    expect(await send('grants/import?dryRun=true', file)).toMatchObject({ status: 200, accepted: 0 });
    expect(await send('organisations', file)).toMatchObject({ status: 403, code: 'not-in-scope' });
  });

  test('is left alone by a second start, which says so', async () => {
    const second = begin();
    expect(await second.ended).toBe(1);
    expect(second.output).toMatch(new RegExp(`running already: ${addresses()[0]} \\(process ${first.child.pid}\\)`));
    expect(await Promise.all(addresses().map(isReady))).toEqual(Array(6).fill(true));
    expect(existsSync(inVar('network.json'))).toBe(true);
  });

  test.each(['westminster', 'nats', 'postgres'])('reports that %s was killed, and starts it again', async (name) => {
    const before = markOf(name);
    if (!before) throw new Error(`${name} is not listed`);
    process.kill(before.pid, 'SIGKILL');

    await first.says(new RegExp(`^${name} ended \\(by SIGKILL\\)`, 'm'));
    await until(
      () => markOf(name) !== undefined && markOf(name)?.pid !== before.pid,
      Boolean,
      () => `${name} was not started again:\n${first.output}`,
    );
    await until(
      async () => (await Promise.all(addresses().map(isReady))).every(Boolean),
      Boolean,
      () => `not all are ready again:\n${first.output}`,
    );
  });

  test('stops all in order when it is asked to, and leaves nothing', async () => {
    expect(await first.stop('SIGTERM')).toBe(0);
    expect(processesOf(place)).toEqual([]);
    expect(['lock.json', 'network.json', 'processes.json'].filter((name) => existsSync(inVar(name)))).toEqual([]);
  });
});

describe('a port that is taken', () => {
  let taken: Server;

  beforeAll(async () => {
    taken = createServer();
    const port = await freePort(10);
    await new Promise<void>((listening) => taken.listen(port + 2, '127.0.0.1', listening));
  });

  afterAll(() => taken.close());

  test('is named with who holds it and what to do, and nothing is left running', async () => {
    const { port } = taken.address() as AddressInfo;
    const start = begin([], { ...place.env, PORT_BASE: String(port - 2) });
    expect(await start.ended).toBe(1);
    expect(start.output).toContain(`port ${port}, for westminster, is taken by process ${process.pid}`);
    expect(start.output).toContain('PORT_BASE=');
    expect(processesOf(place)).toEqual([]);
  });
});

describe('a start that is stopped in the middle', () => {
  beforeAll(async () => {
    place = withOneBorough(withoutDemonstration(await networkPlace()));
  });

  beforeEach(() => rmSync(inVar('log'), { recursive: true, force: true }));

  /** Each a sign that starting has come so far. */
  const moments: readonly [string, () => boolean][] = [
    ['while PostgreSQL starts', () => existsSync(inVar('log/postgres.log'))],
    ['while the tables are made', () => existsSync(inVar('log/westminster-migrate.log'))],
    ['while the services start', () => existsSync(inVar('log/westminster.log'))],
  ];

  test('leaves nothing: the moment it takes the lock', async () => {
    const seen = watch(place.varFolder, { signal: AbortSignal.timeout(60_000) });
    const start = begin(['--fresh']);
    for await (const { filename } of seen) if (filename === 'lock.json') break;
    expect(await start.stop('SIGINT')).toBe(0);
    expect(processesOf(place)).toEqual([]);
    expect(existsSync(inVar('lock.json'))).toBe(false);
  });

  test.each(moments)('leaves nothing: %s', async (_moment, isThere) => {
    const start = begin(['--fresh']);
    await until(
      () => isThere() || start.child.exitCode !== null,
      Boolean,
      () => start.output,
    );
    expect(await start.stop('SIGINT')).toBe(0);
    expect(processesOf(place)).toEqual([]);
    expect(existsSync(inVar('lock.json'))).toBe(false);
  });

  test('leaves nothing when npm, which started it, is ended', async () => {
    const shell = spawn('/bin/sh', ['-c', '"$0" dist/deploy/local/start.js; true', process.execPath], {
      env: place.env,
      stdio: 'ignore',
    });
    await until(
      () => existsSync(inVar('log/westminster-migrate.log')),
      Boolean,
      () => 'the start did not come so far',
    );
    shell.kill('SIGKILL');
    await until(
      () => processesOf(place).length === 0,
      Boolean,
      () => `left: ${JSON.stringify(processesOf(place))}`,
    );
  });
});

describe('what a kill -9 left behind', () => {
  const kill9 = (isHit: (command: string) => boolean): void => {
    for (const { pid, command } of processesOf(place)) if (isHit(command)) process.kill(pid, 'SIGKILL');
  };

  test('of everything does not keep the next start from being ready', async () => {
    const killed = begin();
    await killed.says(READY);
    kill9(() => true);
    await killed.ended;
    await until(
      () => processesOf(place).length === 0,
      Boolean,
      () => 'something outlived kill -9',
    );
    expect(existsSync(inVar('lock.json'))).toBe(true);

    const next = begin();
    await next.says(READY);
    expect(await next.stop()).toBe(0);
  });

  test('of the starter alone is stopped by the next start, which takes its place', async () => {
    const killed = begin();
    await killed.says(READY);
    const before = marks();
    kill9((command) => command.endsWith('start.js'));
    await killed.ended;

    const next = begin();
    await next.says(READY);
    const after = new Set(marks().map(({ pid }) => pid));
    expect(before.filter(({ pid }) => after.has(pid))).toEqual([]);
    // Read once: PostgreSQL starts and ends processes of its own all the time.
    const running = processesOf(place);
    expect(running).toHaveLength(new Set(running.map(({ pid }) => pid)).size);
    expect(await next.stop()).toBe(0);
    expect(processesOf(place)).toEqual([]);
  });
});

describe('a start anew', () => {
  test('has other secrets, and an empty database', async () => {
    const [secrets, cluster] = [readFileSync(inVar('secrets.json'), 'utf8'), statSync(inVar('postgres/made')).mtimeMs];

    const fresh = begin(['--fresh']);
    await fresh.says(READY);

    expect(readFileSync(inVar('secrets.json'), 'utf8')).not.toBe(secrets);
    expect(statSync(inVar('postgres/made')).mtimeMs).toBeGreaterThan(cluster);
    expect(await fresh.stop()).toBe(0);
  });

  test('that is misspelt is refused, and nothing is lost', async () => {
    const misspelt = begin(['--frehs']);
    expect(await misspelt.ended).toBe(1);
    expect(misspelt.output).toContain('"--frehs" is not known');
    expect(existsSync(inVar('secrets.json'))).toBe(true);
  });
});

describe('an ordinary user', () => {
  const nobody = { uid: 65_534, gid: 65_534 };

  test('starts and stops the network, too', async () => {
    if (process.getuid?.() !== 0) return void process.stdout.write('Not tried apart: this run is an ordinary user already.\n');
    if (spawnSync(process.execPath, ['--version'], { ...nobody, cwd: '/' }).status !== 0) {
      return void process.stdout.write('Not tried: an ordinary user cannot enter this checkout.\n');
    }
    const own = withOneBorough(withoutDemonstration(await networkPlace()));
    chmodSync(own.varFolder, 0o777);
    const env = { ...own.env, HOME: own.varFolder, XDG_CACHE_HOME: own.varFolder };

    const start = LocalStart.begin(env, [], nobody);
    begun.push(start);
    await start.says(READY);

    expect(statSync(join(own.varFolder, 'secrets.json')).uid).toBe(nobody.uid);
    expect(await start.stop()).toBe(0);
    expect(processesOf(own)).toEqual([]);
    return undefined;
  });
});
