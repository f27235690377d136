import { readdir, readFile } from 'node:fs/promises';

/** A process and those it has started, as PostgreSQL and its sessions. */
export async function withChildren(pid: number): Promise<number[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(numbers.map((name) => readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')));
  const children = stats
    .filter((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid)
    .map((stat) => parseInt(stat));
  return [pid, ...children];
}
