import type { BenchProcess } from './bench-process.js';
import { type Figure, median } from './figures.js';
import { takenByOthers } from './taken-by-others.js';

/** One of those that are measured side by side: `round` does the work once and says how much it did, in `unit`. */
export interface Contender {
  readonly name: string;
  readonly unit: string;
  /** Its processes, whose memory is a figure as well. */
  readonly processes?: readonly BenchProcess[];
  round(): Promise<number>;
}

/** That one contender is to reach so much of another. */
export interface Aim {
  readonly of: Contender;
  readonly beside: Contender;
  /** Without it, it is only told. */
  readonly atLeast?: number;
}

/**
 * Measures contenders in turns: in each round every one of them once, those that came first coming last in the next round, so that what
 * the machine does meanwhile falls on all. A ratio is the median of the ratios within a round.
 */
export async function inRounds(rounds: number, contenders: readonly Contender[], aims: readonly Aim[]): Promise<Figure[]> {
  const measured = new Map(contenders.map((contender) => [contender, { values: [] as number[], taken: [] as number[] }]));
  const resident = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const taken = takenByOthers();
      const value = await contender.round();
      measured.get(contender)?.values.push(value);
      measured.get(contender)?.taken.push(taken());
      for (const each of contender.processes ?? []) {
        resident.set(each.name, [...(resident.get(each.name) ?? []), each.residentMegabytes()]);
      }
      process.stderr.write(`round ${round + 1}: ${contender.name} ${value.toFixed(0)} ${contender.unit}\n`);
    }
  }
  const memory = [...resident].map(([name, values]): Figure => ({
    name: `resident memory, ${name}`,
    value: median(values),
    unit: 'MB',
    takenPercent: 0,
    rounds: values,
  }));
  const valuesOf = (contender: Contender): number[] => measured.get(contender)?.values ?? [];
  const takenOf = (...of: Contender[]): number => median(of.flatMap((contender) => measured.get(contender)?.taken ?? []));
  return [
    ...contenders.map((contender): Figure => {
      const values = valuesOf(contender);
      return { name: contender.name, value: median(values), unit: contender.unit, takenPercent: takenOf(contender), rounds: values };
    }),
    ...aims.map(({ of, beside, atLeast }): Figure => {
      const ratios = valuesOf(of).map((value, round) => value / (valuesOf(beside)[round] ?? Number.NaN));
      const name = `${of.name}, beside ${beside.name}`;
      return {
        name,
        value: median(ratios),
        unit: 'times',
        takenPercent: takenOf(of, beside),
        rounds: ratios,
        ...(atLeast === undefined ? {} : { atLeast }),
      };
    }),
    ...memory,
  ];
}
