import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findNatsServer } from '../deploy/local/find-nats-server.js';
import { localConfig } from '../deploy/local/local.config.js';
import { stopLeftOverNats } from '../deploy/local/nats-server.js';
import { removeCluster, startPostgres, type PostgresServer } from '../deploy/local/postgres-server.js';
import { onStopWish } from '../deploy/local/stop-wish.js';
import { VarFolder } from '../deploy/local/var-folder.js';
import { inheritedEnvironment } from './support/test.config.js';

/** What Jest writes with --json, as far as it is read here. */
interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const WORKERS = 2;
const NETWORK_STOPS_WITHIN_MS = 30_000;
const NOTHING_RAN: Counts = { passed: 0, failed: 1, skipped: 0 };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs Jest with a PostgreSQL of its own and a nats-server program at hand, and leaves nothing behind. */
async function testRun(args: readonly string[]): Promise<Counts> {
  const config = localConfig();
  const folder = await mkdtemp(join(tmpdir(), 'compact-test-'));
  let postgres: PostgresServer | undefined;
  let jest: ChildProcess | undefined;
  let wished = false;
  onStopWish(config.startedByNpm, () => {
    wished = true;
    say('Asked to stop.');
    jest?.kill('SIGTERM');
  });
  try {
    await chmod(folder, 0o711);
    const env = inheritedEnvironment();
    const place = { folder: join(folder, 'postgres'), logFile: join(folder, 'postgres.log') };
    const [database, broker] = await Promise.allSettled([
      startPostgres({ ...place, env, password: randomBytes(24).toString('hex'), throwAway: true }),
      findNatsServer({ ...config, say }),
    ]);
    if (database.status === 'fulfilled') postgres = database.value;
    if (database.status === 'rejected') throw database.reason;
    if (broker.status === 'rejected') throw broker.reason;
    if (wished) return NOTHING_RAN;
    const resultFile = join(folder, 'result.json');
    const servers = { TEST_POSTGRES_URL: database.value.url, NATS_SERVER: broker.value, TEST_FOLDER: folder };
    // The folder of what the network's programs have compiled: the workers, and all that the specs start, read there, too.
    jest = startJest([...args], resultFile, { ...servers, NODE_COMPILE_CACHE: config.inherited.NODE_COMPILE_CACHE });
    const [code, signal] = (await once(jest, 'exit')) as [number | null, string | null];
    const written = await readFile(resultFile, 'utf8').catch(() => '');
    if (written === '') say(`Jest ended (${signal ?? code}) before it wrote a result.`);
    return countsOf(written, code === 0);
  } finally {
    for (const name of await readdir(folder)) {
      if (name.startsWith('nats-')) await stopLeftOverNats(join(folder, name));
      if (name.startsWith('var-')) await untilStopped(new VarFolder(join(folder, name)));
    }
    await postgres?.stop();
    await removeCluster(join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  }
}

/** A network that a spec started stops by itself when the spec's process ends; its folder is not pulled from under it. */
async function untilStopped(network: VarFolder): Promise<void> {
  for (let waited = 0; waited < NETWORK_STOPS_WITHIN_MS && existsSync(network.lock); waited += 100) await wait(100);
  await network.stopLeftOvers();
}

/** The options stand before the given arguments, which may end in `-- <paths>`. */
function startJest(args: string[], resultFile: string, own: NodeJS.ProcessEnv): ChildProcess {
  const options = [`--maxWorkers=${WORKERS}`, '--json', `--outputFile=${resultFile}`];
  return spawn(process.execPath, [resolve('node_modules/jest/bin/jest.js'), ...options, ...args], {
    stdio: 'inherit',
    env: { ...inheritedEnvironment(), ...own },
  });
}

/** A run that failed without a failed test, or wrote no result, counts as one failure: it must not look green. */
function countsOf(written: string, succeeded: boolean): Counts {
  if (written === '') return NOTHING_RAN;
  const result = JSON.parse(written) as JestResult;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && !succeeded ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

const counts = await testRun(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return NOTHING_RAN;
});
say(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
process.exit(counts.failed === 0 ? 0 : 1);
