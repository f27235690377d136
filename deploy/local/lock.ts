import { readFile, rm, writeFile } from 'node:fs/promises';
import { lives, markOf, type ProcessMark } from './processes.js';

/** The network runs already. The message says where, and what to do. */
export class AlreadyRunning extends Error {}

interface Holder extends ProcessMark {
  readonly address: string;
}

/**
 * Takes the lock of a var folder for this process. A lock whose process is gone, as after kill -9, is taken over.
 * @returns what gives the lock back.
 * @throws AlreadyRunning while another process holds it.
 */
export async function takeLock(file: string, address: string): Promise<() => Promise<void>> {
  const own: Holder = { ...((await markOf(process.pid)) ?? { pid: process.pid, started: '' }), address };
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(own), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(file);
    if (holder && (await lives(holder))) {
      throw new AlreadyRunning(
        `The network is running already: ${holder.address} (process ${holder.pid}). It goes on as it was.\n` +
          'Stop it with Ctrl-C where it was started, or start a second one beside it: PORT_BASE=5000 VAR_FOLDER=var-2 npm start',
      );
    }
    await rm(file, { force: true });
  }
}

/** Null for a lock that was not written to its end: its writer was killed, since writing it takes no time. */
async function holderOf(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}
