import { execFile } from 'node:child_process';
import { access, constants, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { fetchFromDistribution, fetchRelease } from './fetch-nats-server.js';

const run = promisify(execFile);

/** The first version with all that the pipe needs (messaging.md 1.7). */
const OLDEST = [2, 9, 4] as const;

/** A way to get the program: it puts an executable file at `target`, or throws with a sentence that says why not. */
export interface Fetcher {
  readonly from: string;
  fetch(target: string, cacheFolder: string, signal?: AbortSignal): Promise<void>;
}

export interface Finder {
  /** The folders to look in first, as in PATH. */
  readonly searchPath: string;
  readonly cacheFolder: string;
  readonly fetchers?: readonly Fetcher[];
  /** Told when something has to be fetched, since that takes a while. */
  readonly say?: (line: string) => void;
  /** Ends the fetching. */
  readonly signal?: AbortSignal;
}

/**
 * The path of a usable `nats-server`: on the search path, else in the cache, else fetched into the cache.
 * @throws Error that names every way that was tried, and what a person can do.
 */
export async function findNatsServer({ searchPath, cacheFolder, fetchers = FETCHERS, say = () => {}, signal }: Finder): Promise<string> {
  const cached = join(cacheFolder, 'nats-server');
  const onPath = searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'nats-server'));
  for (const program of [...onPath, cached]) if (await isUsable(program)) return program;
  await mkdir(cacheFolder, { recursive: true });
  const failures: string[] = [];
  for (const { from, fetch } of fetchers) {
    say(`nats-server is not on this machine: taking it from ${from} into ${cacheFolder}`);
    try {
      await fetch(cached, cacheFolder, signal);
      if (await isUsable(cached)) return cached;
      failures.push(`${from}: what came does not run, or is older than ${OLDEST.join('.')}`);
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`${from}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(notFound(cached, failures));
}

const FETCHERS: readonly Fetcher[] = [
  { from: "the distribution's packages", fetch: fetchFromDistribution },
  { from: 'the official release', fetch: fetchRelease },
];

function notFound(cached: string, failures: readonly string[]): string {
  return [
    `nats-server (${OLDEST.join('.')} or later) was not found on PATH nor at ${cached}, and could not be fetched:`,
    ...failures.map((failure) => `  - ${failure}`),
    'Do one of these and start again:',
    '  - install it from the distribution: apt-get install nats-server (Debian, Ubuntu), brew install nats-server (macOS)',
    `  - take it from github.com/nats-io/nats-server/releases and put the program on PATH, or at ${cached}`,
  ].join('\n');
}

async function isUsable(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK);
    const { stdout } = await run(program, ['--version'], { timeout: 10_000 });
    return isRecent(stdout);
  } catch {
    return false;
  }
}

/** True for a version line such as `nats-server: v2.9.10` that is not older than the pipe needs. */
export function isRecent(versionLine: string): boolean {
  const version = /v?(\d+)\.(\d+)\.(\d+)/.exec(versionLine)?.slice(1).map(Number);
  if (!version) return false;
  const differing = OLDEST.findIndex((part, index) => version[index] !== part);
  return differing === -1 || (version[differing] ?? 0) > (OLDEST[differing] ?? 0);
}
