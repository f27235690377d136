/** One measured figure: what it is of, how much, and in what. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** The value below which a share of the values lies: 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const widest = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, value, unit }) => `${name.padEnd(widest)}  ${value.toFixed(value < 100 ? 1 : 0).padStart(9)} ${unit}`)
    .join('\n');
}
