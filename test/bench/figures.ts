/** One measured figure: what it is of, how much, and in what. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Percent of the processors that the host gave to others while it was measured. */
  readonly takenPercent: number;
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
    .map(({ name, value, unit, takenPercent }) => {
      const figure = `${value.toFixed(value < 100 ? 1 : 0).padStart(9)} ${unit}`;
      return `${name.padEnd(widest)}  ${figure.padEnd(22)}  ${takenPercent.toFixed(0).padStart(3)} % of the processors taken by others`;
    })
    .join('\n');
}
