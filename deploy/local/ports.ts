import { readdir, readFile, readlink } from 'node:fs/promises';
import { isFree } from './free-port.js';

/** What a port of the network is for. */
export interface PortUse {
  readonly port: number;
  readonly service: string;
}

/**
 * Makes sure that nobody listens on the ports.
 * @throws Error that names each port that is taken, by whom as far as this user may know, and what to do.
 */
export async function refuseTakenPorts(uses: readonly PortUse[]): Promise<void> {
  const taken = (await Promise.all(uses.map(async (use) => ((await isFree(use.port)) ? [] : [use])))).flat();
  if (taken.length === 0) return;
  const lines = taken.map(async ({ port, service }) => `  - port ${port}, for ${service}, is taken by ${await holderOf(port)}`);
  throw new Error(
    [
      'The network cannot start:',
      ...(await Promise.all(lines)),
      'Stop what holds it, or start with other ports: PORT_BASE=5000 npm start',
    ].join('\n'),
  );
}

/** The program that listens on a port, as far as Linux tells this user. */
async function holderOf(port: number): Promise<string> {
  const unknown = 'another program';
  const inodes = (await Promise.all(['tcp', 'tcp6'].map((table) => listenersOn(port, table)))).flat();
  if (inodes.length === 0) return unknown;
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of processes) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
    if (!links.some((link) => inodes.includes(link))) continue;
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').join(' ').trim();
    return `process ${pid} (${words.slice(0, 100)})`;
  }
  return unknown;
}

const LISTENING = '0A';

async function listenersOn(port: number, table: string): Promise<string[]> {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = (await readFile(`/proc/net/${table}`, 'utf8').catch(() => ''))
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/\s+/));
  return rows.filter(([, local, , state]) => local?.endsWith(`:${hexadecimal}`) && state === LISTENING).map((row) => `socket:[${row[9]}]`);
}
