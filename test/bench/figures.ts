import { availableParallelism, totalmem } from 'node:os';

/** One measured figure: what it is of, how much, and in what. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Percent of the processors that the host gave to others while it was measured. */
  readonly takenPercent: number;
  /** Each round's own value, where the figure is the median of rounds. */
  readonly rounds?: readonly number[];
  /** What the value is to be at least, or at most. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** The value below which a share of the values lies: 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

const shown = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** Whether a figure is as it is to be; null where nothing is asked of it. */
function isMet({ value, atLeast, atMost }: Figure): boolean | null {
  if (atLeast === undefined && atMost === undefined) return null;
  return value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
}

/** One document for programs: what was measured, on what, and whether each figure is as it is to be. */
export function documentOf(bench: string, figures: readonly Figure[]): object {
  const machine = { processors: availableParallelism(), node: process.version, megabytes: Math.round(totalmem() / 2 ** 20) };
  return { bench, machine, figures: figures.map((figure) => ({ ...figure, met: isMet(figure) })) };
}

/** A table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const widest = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map((figure) => {
      const { name, value, unit, takenPercent, rounds = [], atLeast, atMost } = figure;
      const limit = atLeast !== undefined ? `≥ ${atLeast}` : atMost !== undefined ? `≤ ${atMost}` : '';
      const aim = limit && `${limit} ${isMet(figure) ? 'met' : 'MISSED'}`;
      const spread = rounds.length > 1 ? `${shown(Math.min(...rounds))} to ${shown(Math.max(...rounds))} in ${rounds.length} rounds` : '';
      const columns = [name.padEnd(widest), shown(value).padStart(9), unit.padEnd(10), aim.padEnd(14), spread.padEnd(34)];
      return `${columns.join(' ')} ${takenPercent.toFixed(0).padStart(3)} % of the processors taken by others`;
    })
    .join('\n');
}
