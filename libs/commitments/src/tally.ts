import { VERDICTS, type VerdictValue } from './verdict.js';

/** How many cases came to what. Every case is in one of them. */
export type Tally = Readonly<Record<VerdictValue, number>>;

export function tally(values: Iterable<VerdictValue>): Tally {
  const counts = Object.fromEntries(VERDICTS.map((value) => [value, 0])) as Record<VerdictValue, number>;
  for (const value of values) counts[value] += 1;
  return counts;
}

/** A result as it is shown: 14 of 16. What does not apply, cannot be checked or is not due is in neither number, and counted beside. */
export interface Figure {
  /** Kept, with or without an explanation. */
  readonly kept: number;
  readonly of: number;
  /** Of a hundred, whole; null below twenty cases. */
  readonly perCent: number | null;
}

/** Fewer show no rate at all. */
export const FEWEST_FOR_A_FIGURE = 5;
const FEWEST_FOR_PER_CENT = 20;

/** How many cases a figure can be made of. */
export const judgedIn = (counts: Tally): number => counts.met + counts['met-explained'] + counts['not-met'];

/** Null where there are too few cases (design.md 6). */
export function figureOf(counts: Tally): Figure | null {
  const [kept, of] = [counts.met + counts['met-explained'], judgedIn(counts)];
  if (of < FEWEST_FOR_A_FIGURE) return null;
  return { kept, of, perCent: of < FEWEST_FOR_PER_CENT ? null : Math.floor((100 * kept) / of) };
}
