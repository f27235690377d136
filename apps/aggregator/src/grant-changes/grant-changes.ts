import type { CountedChanges, Figure } from './grant-changes.queries.js';

export type { Figure } from './grant-changes.queries.js';

export const KINDS_OF_CHANGE = ['new', 'raised', 'cut', 'ended'] as const;
export type KindOfChange = (typeof KINDS_OF_CHANGE)[number];

/** Levels of programmes for a year. Of the changes, the sums are differences to the year before; null: nothing to compare with. */
export interface LevelChanges extends Readonly<Record<KindOfChange | 'unchanged', Figure | null>> {
  /** Programmes with a published level, and what the levels come to. */
  readonly programmes: Figure;
  /** Pledges that a level will not be below that of the year before, what these levels come to, and whether they were kept. */
  readonly protected: Figure & { readonly kept: number; readonly notKept: number; readonly notKnown: number };
}

/** Grants awarded in a year, with the sums awarded, and variations that took effect in it, with what they changed. */
export type AwardChanges = Readonly<Record<KindOfChange, Figure>>;

/** What changed in one borough and one financial year. Null is missing: nothing was published, which is not nought. */
export interface BoroughYear {
  readonly borough: string;
  readonly financialYear: string;
  readonly state: 'published' | 'no-data';
  readonly levels: LevelChanges | null;
  readonly awards: AwardChanges | null;
}

const NOUGHT: Figure = { count: 0, amountPence: 0 };

const VARIATIONS_AS: Record<Exclude<KindOfChange, 'new'>, string> = { raised: 'increased', cut: 'reduced', ended: 'ended' };

/**
 * Puts counted figures side by side for every borough and year that is asked for. Only the borough's own funding counts, and nothing
 * withdrawn.
 *
 * Levels are the budgets decided for programmes. Each is compared with the level of the same programme for the year before: new (it
 * had none), raised, cut, ended (nought now, and more before) or unchanged. Where a borough published no level at all for the year
 * before, there is nothing to compare with and the changes are null, since what is missing is not nought. Awards are new in the year
 * of their award date; grants are raised, cut or ended in the year in which the change takes effect. A year of which a borough
 * published something of a kind has every figure of that kind, nought included; one of which it published nothing is `no-data`.
 */
export function boroughYears(counted: CountedChanges, boroughs: readonly string[], years: readonly string[]): BoroughYear[] {
  const keyOf = ({ borough, financialYear }: Pick<BoroughYear, 'borough' | 'financialYear'>) => `${financialYear} ${borough}`;
  const [levelRows, awardRows] = [Map.groupBy(counted.levels, keyOf), Map.groupBy(counted.awards, keyOf)];
  return years.flatMap((financialYear) =>
    boroughs.map((borough): BoroughYear => {
      const key = keyOf({ borough, financialYear });
      const levels = levelsOf(levelRows.get(key) ?? []);
      const awards = awardsOf(awardRows.get(key) ?? []);
      return { borough, financialYear, state: levels || awards ? 'published' : 'no-data', levels, awards };
    }),
  );
}

function levelsOf(rows: CountedChanges['levels']): LevelChanges | null {
  if (rows.length === 0) return null;
  const isComparable = rows.some(({ change }) => change !== null);
  const changed = (change: string): Figure | null => {
    const row = rows.find((one) => one.change === change);
    if (row) return { count: row.count, amountPence: row.differencePence };
    return isComparable ? NOUGHT : null;
  };
  const sum = (figure: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + figure(row), 0);
  const [count, kept, notKept] = [sum((row) => row.pledges), sum((row) => row.kept), sum((row) => row.notKept)];
  return {
    programmes: { count: sum((row) => row.count), amountPence: sum((row) => row.amountPence) },
    new: changed('new'),
    raised: changed('raised'),
    cut: changed('cut'),
    ended: changed('ended'),
    unchanged: changed('unchanged'),
    protected: { count, amountPence: sum((row) => row.pledgedPence), kept, notKept, notKnown: count - kept - notKept },
  };
}

function awardsOf(rows: readonly (Figure & { kind: string })[]): AwardChanges | null {
  if (rows.length === 0) return null;
  const figure = (kind: string): Figure => {
    const row = rows.find((one) => one.kind === kind);
    return row ? { count: row.count, amountPence: row.amountPence } : NOUGHT;
  };
  return { new: figure('new'), raised: figure(VARIATIONS_AS.raised), cut: figure(VARIATIONS_AS.cut), ended: figure(VARIATIONS_AS.ended) };
}
