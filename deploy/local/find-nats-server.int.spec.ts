import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { testSettings } from '../../test/support/test.config.js';
import { fetchFromDistribution } from './fetch-nats-server.js';
import { findNatsServer, type Fetcher } from './find-nats-server.js';

const { natsServer, folder } = testSettings();
const placed = (from: string, program = natsServer): Fetcher => ({ from, fetch: (target) => copyFile(program, target) });
const failing = (from: string, why: string): Fetcher => ({ from, fetch: () => Promise.reject(new Error(why)) });

function places() {
  const own = mkdtempSync(join(folder, 'find-'));
  const [searchPath, cacheFolder] = [join(own, 'path'), join(own, 'cache')];
  mkdirSync(searchPath);
  return { searchPath, cacheFolder };
}

/** A program that says it is an old nats-server. */
function oldProgram(path: string): void {
  writeFileSync(path, '#!/bin/sh\necho "nats-server: v2.1.0"\n', { mode: 0o755 });
}

describe('nats-server', () => {
  test('is taken from PATH, and nothing is fetched', async () => {
    const { searchPath, cacheFolder } = places();
    copyFileSync(natsServer, join(searchPath, 'nats-server'));
    const found = await findNatsServer({ searchPath: `/nowhere:${searchPath}`, cacheFolder, fetchers: [failing('a', 'asked')] });
    expect(found).toBe(join(searchPath, 'nats-server'));
    expect(existsSync(cacheFolder)).toBe(false);
  });

  test('is taken from the cache where PATH has none, or only an old one', async () => {
    const { searchPath, cacheFolder } = places();
    oldProgram(join(searchPath, 'nats-server'));
    mkdirSync(cacheFolder);
    copyFileSync(natsServer, join(cacheFolder, 'nats-server'));
    const found = await findNatsServer({ searchPath, cacheFolder, fetchers: [failing('a', 'asked')] });
    expect(found).toBe(join(cacheFolder, 'nats-server'));
  });

  test('is fetched into the cache by the first way that works, and said so', async () => {
    const { searchPath, cacheFolder } = places();
    const said: string[] = [];
    const fetchers = [failing('the first', 'no network'), placed('the second'), failing('the third', 'asked')];
    const found = await findNatsServer({ searchPath, cacheFolder, fetchers, say: (line) => said.push(line) });
    expect(found).toBe(join(cacheFolder, 'nats-server'));
    expect(said).toEqual(['the first', 'the second'].map((from) => expect.stringContaining(from) as string));
  });

  test('that cannot be had is an error that names every way', async () => {
    const { searchPath, cacheFolder } = places();
    const old = join(searchPath, 'old');
    oldProgram(old);
    const finding = findNatsServer({ searchPath, cacheFolder, fetchers: [failing('the first', 'no network'), placed('the second', old)] });
    await expect(finding).rejects.toThrow(/the first: no network/);
    await expect(finding).rejects.toThrow(/the second: what came does not run, or is older than 2.9.4/);
    await expect(finding).rejects.toThrow(/apt-get install nats-server/);
    await expect(finding).rejects.toThrow(/put the program on PATH, or at .*cache\/nats-server/);
  });

  test("is taken out of the distribution's package without installing it, on a machine that has apt", async () => {
    if (!aptKnows()) return void process.stdout.write('Not tried: apt-get does not know the package nats-server here.\n');
    const { cacheFolder } = places();
    mkdirSync(cacheFolder);
    const target = join(cacheFolder, 'nats-server');
    await fetchFromDistribution(target, cacheFolder);
    expect(execFileSync(target, ['--version'], { encoding: 'utf8' })).toMatch(/^nats-server: v\d/);
    expect(readdirSync(dirname(target))).toEqual(['nats-server']);
    return undefined;
  });
});

function aptKnows(): boolean {
  try {
    return execFileSync('apt-cache', ['show', 'nats-server'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }) !== '';
  } catch {
    return false;
  }
}
