import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { localConfig } from '../../deploy/local/local.config.js';

const LISTED = resolve('test/bench/peers');
const FILES = ['package.json', 'package-lock.json'];

/**
 * The folder in which the peers are installed, as their lock has them: beside this checkout, for every checkout of this user. The first
 * bench that needs them installs them. @throws Error with what npm said where they cannot be had.
 */
export async function peersFolder(): Promise<string> {
  const { cacheFolder, inherited } = localConfig();
  const hash = createHash('sha256')
    .update(readFileSync(join(LISTED, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cacheFolder, `peers-${hash}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(`The peers are installed into ${folder}.\n`);
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    for (const file of FILES) copyFileSync(join(LISTED, file), join(unfinished, file));
    const given = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
    await promisify(execFile)('npm', given, { cwd: unfinished, env: inherited });
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw new Error(`The peers cannot be installed:\n${String(error)}`, { cause: error });
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** A module of a peer, from the folder that the peers are in. */
export async function fromPeers<Module>(folder: string, name: string): Promise<Module> {
  const file = createRequire(join(folder, 'package.json')).resolve(name);
  return (await import(pathToFileURL(file).href)) as Module;
}
