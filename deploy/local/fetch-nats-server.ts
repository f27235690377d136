import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FETCH_WITHIN_MS = 120_000;

const RELEASE = '2.12.2';
const RELEASES = 'https://github.com/nats-io/nats-server/releases/download';

/**
 * Takes nats-server out of the distribution's package (Debian and its kin). Nothing is installed and no root is needed: the package is
 * downloaded and unpacked in the cache. Package lists are fetched into the cache when apt has none.
 */
export async function fetchFromDistribution(target: string, cacheFolder: string, signal?: AbortSignal): Promise<void> {
  await inOwnFolder(cacheFolder, async (folder) => {
    await download(folder, cacheFolder, signal);
    const [debFile] = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
    if (!debFile) throw new Error('apt-get downloaded no package');
    await command('dpkg', ['-x', join(folder, debFile), join(folder, 'unpacked')], folder, signal);
    await rename(join(folder, 'unpacked', 'usr', 'sbin', 'nats-server'), target);
  });
}

async function download(folder: string, cacheFolder: string, signal?: AbortSignal): Promise<void> {
  const asRoot = ['-o', 'APT::Sandbox::User=root'];
  try {
    await command('apt-get', [...asRoot, 'download', 'nats-server'], folder, signal);
  } catch {
    const state = join(cacheFolder, 'apt');
    await mkdir(join(state, 'lists', 'partial'), { recursive: true });
    const own = [`Dir::State=${state}`, `Dir::State::lists=${join(state, 'lists')}`, `Dir::Cache=${join(state, 'cache')}`];
    const options = [...own, 'Dir::State::status=/var/lib/dpkg/status', 'Debug::NoLocking=1', 'Acquire::Languages=none'];
    const flags = [...asRoot, ...options.flatMap((option) => ['-o', option])];
    await command('apt-get', [...flags, 'update'], folder, signal);
    await command('apt-get', [...flags, 'download', 'nats-server'], folder, signal);
    await rm(state, { recursive: true, force: true });
  }
}

/** Takes the official release for this machine, checked against the sums that are published with it. */
export async function fetchRelease(target: string, cacheFolder: string, signal?: AbortSignal): Promise<void> {
  const processor = { x64: 'amd64', arm64: 'arm64', arm: 'arm7' }[arch() as string];
  if (!processor) throw new Error(`there is none for the processor ${arch()}`);
  const name = `nats-server-v${RELEASE}-${platform()}-${processor}`;
  await inOwnFolder(cacheFolder, async (folder) => {
    const [archive, sums] = await Promise.all([fetched(`${name}.tar.gz`, signal), fetched('SHA256SUMS', signal)]);
    const sum = createHash('sha256').update(archive).digest('hex');
    if (
      !sums
        .toString('utf8')
        .split('\n')
        .some((line) => line.startsWith(sum) && line.includes(`${name}.tar.gz`))
    ) {
      throw new Error(`${name}.tar.gz is not what its published sum says`);
    }
    await writeFile(join(folder, 'release.tar.gz'), archive);
    await command('tar', ['-xzf', 'release.tar.gz'], folder, signal);
    await chmod(join(folder, name, 'nats-server'), 0o755);
    await rename(join(folder, name, 'nats-server'), target);
  });
}

async function fetched(file: string, signal?: AbortSignal): Promise<Buffer> {
  const address = `${RELEASES}/v${RELEASE}/${file}`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.any([AbortSignal.timeout(FETCH_WITHIN_MS), ...(signal ? [signal] : [])]) });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    const { message, cause } = error as Error;
    throw new Error(`${address} could not be fetched (${cause instanceof Error ? cause.message : message})`, { cause: error });
  }
}

/** A folder for the work inside the cache, so that what is finished can be renamed into place in one step. */
async function inOwnFolder(cacheFolder: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(cacheFolder, 'fetch-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function command(program: string, args: readonly string[], cwd: string, signal?: AbortSignal): Promise<void> {
  try {
    await run(program, args, { cwd, timeout: FETCH_WITHIN_MS, signal });
  } catch (error) {
    const { code, stderr } = error as { code?: string | number; stderr?: string };
    const why = code === 'ENOENT' ? 'is not on this machine' : (stderr?.trim().split('\n').at(-1) ?? `ended with ${code}`);
    throw new Error(`${program} ${why}`, { cause: error });
  }
}
