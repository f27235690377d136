import { readdirSync, readFileSync } from 'node:fs';

const MICROSECONDS_A_TICK = 10_000;

/** The processor time that processes have used since they began, in microseconds, by what they do. */
export type ProcessorTime = ReadonlyMap<string, number>;

/** Whose time it is: the processes by their numbers, and PostgreSQL by the number of its first process. */
export interface Measured {
  readonly named: ReadonlyMap<number, string>;
  readonly postgres: number;
}

/** Reads the processor time so far. That of PostgreSQL is told apart by database, since each session is a process. */
export function processorTime({ named, postgres }: Measured): ProcessorTime {
  const times = new Map<string, number>();
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const stat = statOf(pid);
    if (!stat) continue;
    const name = named.get(pid) ?? (stat.parent === postgres || pid === postgres ? `postgres ${databaseOf(pid)}` : null);
    if (name) times.set(name, (times.get(name) ?? 0) + stat.ticks * MICROSECONDS_A_TICK);
  }
  return times;
}

/** What was used between two readings, for each of so many events, in microseconds. */
export function usedForEach(before: ProcessorTime, after: ProcessorTime, events: number): Map<string, number> {
  return new Map([...after].map(([name, used]) => [name, (used - (before.get(name) ?? 0)) / events]));
}

function statOf(pid: number): { parent: number; ticks: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) };
  } catch {
    return null; // It ended meanwhile.
  }
}

/** A session of PostgreSQL names its role and its database in its title: `postgres: westminster_app westminster 127.0.0.1(4711) idle`. */
function databaseOf(pid: number): string {
  try {
    const [, database] = /^postgres: \S+ (\S+) [\d.]+\(/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? [];
    return database ?? 'in the background';
  } catch {
    return 'in the background';
  }
}
