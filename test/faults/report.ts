import type { RunReport } from './faults-run.js';

const table = (title: string, counts: ReadonlyMap<string, number>): string[] => {
  const widest = Math.max(...[...counts.keys()].map(({ length }) => length));
  return [title, ...[...counts].map(([name, count]) => `  ${name.padEnd(widest)}  ${String(count).padStart(4)}`)];
};

/** What happened in a run, for people. */
export function tableOf({ faults, points, events, settleMs, commands }: RunReport): string {
  const total = [...faults.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...table(`${total} faults`, faults),
    ...table('fault points that fired', points),
    `${events} events; commands: ${commands.answered} answered, ${commands.refused} refused, ${commands.unknown} without an answer`,
    `at rest ${(settleMs / 1_000).toFixed(1)} s after the load ended`,
  ].join('\n');
}

/** Kinds of fault and fault points that a run was to go through and did not. */
export function missedBy({ faults, points }: RunReport): string[] {
  const missed = (counts: ReadonlyMap<string, number>): string[] => [...counts].flatMap(([name, count]) => (count === 0 ? [name] : []));
  return [
    ...missed(faults).map((name) => `no fault of the kind "${name}" was made`),
    ...missed(points).map((name) => `the fault point "${name}" never fired`),
  ];
}
