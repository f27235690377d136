import { daysBetween, financialYearEndsOn, financialYearStartsOn } from '#clock';
import {
  type Catalogue,
  type Commitment,
  type Excluded,
  excludedBy,
  type Figure,
  figureOf,
  judgedIn,
  NOTHING_PUBLISHED,
  ownPromiseOn,
  type Provision,
  provisionOn,
  type Promises,
  type Situation,
  type Tally,
  tally,
  VERDICTS,
  wordingKey,
  wordingsOf,
} from '#commitments';
import type { Lens } from '#contracts';
import type { CaseValues } from './comparison.rows.js';
import { promiseOn, type PromiseToday } from './promise-today.js';
import type { Promised } from './promises.js';
import type { Complete, FoundIn } from './snapshot.js';
import { type MarksByCommitment, newestMarks, type ToldMarks } from './told-marks.js';

/** Cases of one borough and commitment that came to the same. */
export interface CaseCount {
  readonly commitmentId: string;
  readonly financialYear: string | null;
  readonly state: 'reported' | 'reply-open' | 'withdrawn';
  /** Null where the case is withdrawn, or no result of it is told yet. */
  readonly values: CaseValues | null;
  /** The measures by which nothing of it is counted yet, since the chairs may reply first. */
  readonly open: readonly Lens[];
  /** The last day to reply; null where the borough has not said it yet. */
  readonly replyUntil: string | null;
  readonly n: number;
}

export type CountsByCommitment = ReadonlyMap<string, readonly CaseCount[]>;

export const byCommitment = (counts: readonly CaseCount[]): CountsByCommitment => Map.groupBy(counts, ({ commitmentId }) => commitmentId);

/** What is known of one borough when the comparison is made. */
export interface BoroughState {
  readonly borough: string;
  readonly counts: CountsByCommitment;
  readonly promises: Promised;
  readonly marks: MarksByCommitment;
  /** Up to when its records of each kind are complete. */
  readonly complete: Complete;
}

/** Which cases are counted, and on which day it is asked. */
export interface Asked {
  readonly today: string;
  readonly catalogue: Catalogue;
  /** Financial years; none is all of them. */
  readonly financialYears: readonly string[];
}

/** What one lens shows of one borough: a figure, or why there is none. */
export interface LensResult {
  readonly excluded: Excluded | null;
  readonly figure: Figure | null;
  /** Cases that were kept or not kept. */
  readonly n: number;
  readonly counts: Tally;
}

/** One borough and one commitment. */
export interface Cell {
  readonly borough: string;
  readonly promise: PromiseToday;
  readonly ownWord: LensResult;
  readonly commonMeasure: LensResult;
  /** What both chairs marked last, where no record shows it; they are of no lens, and no figure is made of them. */
  readonly marks: ToldMarks | null;
  /** Where both chairs agreed that the borough does not run it, or holds its cases back. */
  readonly provision: Provision | null;
  /** All that the borough told of, whatever came of it. */
  readonly cases: number;
  readonly withdrawn: number;
}

export interface ComparedCommitment {
  readonly id: string;
  readonly cells: readonly Cell[];
}

/** The kind of record that cases of a commitment are found in; by its freshness a figure goes stale. */
const RESTS_ON: Readonly<Record<string, FoundIn>> = {
  'N-01': 'compacts',
  'N-02': 'consultations',
  'N-03': 'consultations',
  'N-05': 'grants',
  'N-06': 'grants',
  'N-07': 'grants',
  'N-08': 'grants',
  'N-09': 'grants',
};

/** Every commitment with a cell for every borough, in the order of the boroughs given. There is no total and no order by result. */
export function comparisonOf(boroughs: readonly BoroughState[], asked: Asked): ComparedCommitment[] {
  return asked.catalogue.commitments.map((commitment) => ({
    id: commitment.id,
    cells: boroughs.map((state) => keptCellOf(commitment, state, asked)),
  }));
}

/** Cells of what is held, by what was asked of it: a borough that told nothing new is not looked at again. */
const cells = new WeakMap<CountsByCommitment, Map<string, Cell>>();

function keptCellOf(commitment: Commitment, state: BoroughState, asked: Asked): Cell {
  const known = cells.get(state.counts) ?? new Map<string, Cell>();
  cells.set(state.counts, known);
  const key = JSON.stringify([commitment.id, asked.today, asked.catalogue.version, asked.financialYears, state.complete]);
  const cell = known.get(key) ?? cellOf(commitment, state, asked);
  if (known.size < MOST_CELLS_A_BOROUGH) known.set(key, cell);
  return cell;
}

/** Thirty commitments by some hundred ways to ask. */
const MOST_CELLS_A_BOROUGH = 3_000;

function cellOf(commitment: Commitment, state: BoroughState, asked: Asked): Cell {
  return commitment.rule === null ? markedCellOf(commitment.id, state, asked) : checkedCellOf(commitment.id, state, asked);
}

const NO_CASES: Pick<LensResult, 'figure' | 'n' | 'counts'> = { figure: null, n: 0, counts: tally([]) };
const NO_MARKS: LensResult = { ...NO_CASES, excluded: NOTHING_PUBLISHED };

/**
 * What is marked has no cases, whatever a borough tells. While the chairs mark, and reply, nothing is told of the round: what was published
 * before goes on to be shown, with its day.
 */
function markedCellOf(commitmentId: string, state: BoroughState, { today, financialYears }: Asked): Cell {
  const marks = newestMarks(state.marks.get(commitmentId), financialYears);
  const result: LensResult = marks ? { ...NO_CASES, excluded: null } : NO_MARKS;
  return {
    borough: state.borough,
    promise: promiseOn(commitmentId, state.promises, today),
    ownWord: result,
    commonMeasure: result,
    marks,
    provision: null,
    cases: 0,
    withdrawn: 0,
  };
}

function checkedCellOf(commitmentId: string, state: BoroughState, asked: Asked): Cell {
  const years = asked.financialYears;
  const all = state.counts.get(commitmentId) ?? [];
  const isAsked = ({ state: is, financialYear }: CaseCount): boolean => is === 'withdrawn' || years.includes(financialYear ?? '');
  const counts = years.length === 0 ? all : all.filter(isAsked);
  const reported = judgedOf(counts);
  const sum = (some: readonly CaseCount[]): number => some.reduce((all, { n }) => all + n, 0);
  return {
    borough: state.borough,
    promise: promiseOn(commitmentId, state.promises, asked.today),
    ownWord: resultOf('own-word', commitmentId, state, { counts, asked }),
    commonMeasure: resultOf('common-measure', commitmentId, state, { counts, asked }),
    marks: null,
    provision: provisionIn(state, commitmentId, asked),
    cases: sum(reported),
    withdrawn: sum(counts.filter(({ state: is, values }) => is === 'withdrawn' || (is === 'reported' && values === null))),
  };
}

const judgedOf = (counts: readonly CaseCount[]): CaseCount[] =>
  counts.filter(({ state, values }) => state === 'reported' && values !== null);

interface Counted {
  readonly counts: readonly CaseCount[];
  readonly asked: Omit<Asked, 'catalogue'>;
}

/** What one lens shows of these cases of a borough and a commitment. */
export function resultOf(lens: Lens, commitmentId: string, state: BoroughState, { counts, asked }: Counted): LensResult {
  const reported = judgedOf(counts);
  const verdicts = tallyOf(lens, reported);
  const n = judgedIn(verdicts);
  const provision = provisionIn(state, commitmentId, asked)?.state;
  const own = ownSituation(commitmentId, state.promises, reported, asked);
  const situation: Situation = {
    // That it is not run, or held back, was published, too.
    hasData: provision !== undefined || counts.some(({ state: is }) => is !== 'withdrawn'),
    isProvided: provision !== 'not-provided',
    // How many are held back is told to nobody.
    withheld: provision === 'withheld' ? 0 : null,
    stale: staleOn(RESTS_ON[commitmentId], state.complete, asked.today),
    replyUntil: openUntil(lens, counts, asked.today),
    judged: n,
    ...own,
    // The network's measure is the same before and after; that nobody agreed what a clause is held against stands in its way too.
    ...(lens === 'common-measure' && { changedOn: null }),
  };
  const excluded = excludedBy(lens, situation);
  return { excluded, figure: excluded ? null : figureOf(verdicts), n, counts: verdicts };
}

/** What was agreed for the last day that is asked about; null where the borough runs it, and publishes what comes of it. */
function provisionIn(
  { promises }: BoroughState,
  commitmentId: string,
  { today, financialYears }: Omit<Asked, 'catalogue'>,
): Provision | null {
  const provision = provisionOn(promises, commitmentId, lastDayOf({ today, financialYears }));
  return provision?.state === 'provided' ? null : provision;
}

/** The last day that is asked about. */
function lastDayOf({ today, financialYears }: Omit<Asked, 'catalogue'>): string {
  const last = financialYears.map(financialYearEndsOn).toSorted().at(-1) ?? today;
  return last < today ? last : today;
}

const NOTHING_OWN = { withoutCompact: null, mapping: 'measured', isOfEarlierWords: false, changedOn: null } as const;

/** What the borough's own words come to over all the cases: the same for each, or they changed in between. */
function ownSituation(
  commitmentId: string,
  promises: Promises,
  reported: readonly CaseCount[],
  asked: Omit<Asked, 'catalogue'>,
): Pick<Situation, 'withoutCompact' | 'mapping' | 'isOfEarlierWords' | 'changedOn'> {
  // Where no case is told yet, what the Compact said on the last day that is asked about is all there is to say.
  const said = ownPromiseOn(promises.compact, promises.mappings, commitmentId, lastDayOf(asked)).state;
  const keys = new Set(reported.flatMap(({ values }) => (values ? [keyOf(values)] : [])));
  if (keys.size > 1) {
    const { from, to } = periodOf(reported, asked);
    const last = wordingsOf(promises, commitmentId, from, to).findLast(({ promise }) => keys.has(wordingKey(promise)));
    return { ...NOTHING_OWN, changedOn: last?.from ?? to };
  }
  const only = reported.length === 0 ? said : reported[0]?.values?.promise;
  if (only === 'no-compact') return { ...NOTHING_OWN, withoutCompact: periodOf(reported, asked) };
  const isOfEarlierWords = only !== ownPromiseOn(promises.compact, promises.mappings, commitmentId, asked.today).state;
  if (only === 'silent' || only === 'no-measure') return { ...NOTHING_OWN, mapping: only, isOfEarlierWords };
  return { ...NOTHING_OWN, mapping: only === 'measured' ? 'measured' : null, isOfEarlierWords };
}

/** Which of the borough's words a case was judged by, as `wordingKey` tells them apart. */
export const keyOf = ({ mapping_id: mappingId, promise }: CaseValues): string => mappingId ?? promise;

/** From when to when these cases lie by their financial years, or what is asked about where there are none, up to today. */
function periodOf(reported: readonly CaseCount[], { today, financialYears }: Omit<Asked, 'catalogue'>): { from: string; to: string } {
  const told = reported.flatMap(({ financialYear }) => financialYear ?? []);
  const years = (told.length > 0 ? told : [...financialYears]).toSorted();
  const [first, last] = [years[0], years.at(-1)];
  const to = last === undefined ? today : financialYearEndsOn(last);
  return { from: first === undefined ? today : financialYearStartsOn(first), to: to < today ? to : today };
}

function staleOn(kind: FoundIn | undefined, complete: Complete, today: string): Situation['stale'] {
  const records = kind && complete[kind];
  if (!records || daysBetween(records.completeTo, today) <= records.agreedDays) return null;
  return { endOn: records.completeTo, agreedDays: records.agreedDays };
}

function openUntil(lens: Lens, counts: readonly CaseCount[], today: string): string | null {
  const until = counts.flatMap(({ open, replyUntil }) => (open.includes(lens) ? [replyUntil ?? today] : []));
  return (
    until
      .filter((day) => day >= today)
      .toSorted()
      .at(-1) ?? null
  );
}

function tallyOf(lens: Lens, reported: readonly CaseCount[]): Tally {
  const counts = { ...tally([]) } as Record<(typeof VERDICTS)[number], number>;
  for (const { values, n, open } of reported) {
    if (open.includes(lens)) continue;
    const value = lens === 'own-word' ? values?.own_value : values?.common_value;
    if (value) counts[value] += n;
  }
  return counts;
}
