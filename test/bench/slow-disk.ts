import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { localConfig } from '../../deploy/local/local.config.js';

/** This machine has no C compiler to make a slow disk with. */
export class NoCompiler extends Error {}

/** Compiles what makes a disk slow into a folder; the settings of a program that is to have it. @throws NoCompiler where there is none. */
export async function slowDisk(folder: string): Promise<NodeJS.ProcessEnv> {
  const library = join(folder, 'slow-disk.so');
  const args = ['-shared', '-fPIC', '-O2', '-o', library, resolve('test/bench/slow-disk.c'), '-ldl'];
  try {
    await promisify(execFile)('cc', args, { env: localConfig().inherited });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new NoCompiler('There is no C compiler', { cause: error });
    throw error;
  }
  chmodSync(library, 0o755);
  return { LD_PRELOAD: library };
}
