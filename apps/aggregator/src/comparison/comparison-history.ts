import { financialYearEndsOn, financialYearOf, financialYearStartsOn, nextFinancialYear } from '#clock';
import { type Commitment, type Wording, wordingKey, wordingsOf } from '#commitments';
import { type Asked, type BoroughState, type CaseCount, comparisonOf, keyOf, type LensResult, resultOf } from './comparison.js';
import { promiseShown, type PromiseToday } from './promise-today.js';
import type { ToldMarks } from './told-marks.js';

/** More are no drawing any more; what was before is in the cases. */
const MOST_YEARS = 10;

/** What the borough's own words came to while they were the same: before and after a change of them stand apart. */
export interface OwnWordRun {
  /** The day in the year from which these words decided; null where they did already when it began. */
  readonly from: string | null;
  readonly promise: PromiseToday;
  readonly result: LensResult;
}

/** One financial year of one borough and one commitment. */
export interface HistoryYear {
  readonly financialYear: string;
  /** The network's measure is the same before and after. */
  readonly commonMeasure: LensResult;
  /** In the order in which the words decided; none where it is marked by the chairs. */
  readonly ownWord: readonly OwnWordRun[];
  readonly marks: ToldMarks | null;
}

/** A day on which the words changed that a borough is held against. */
export interface WordingBreak {
  readonly on: string;
  readonly before: PromiseToday;
  readonly after: PromiseToday;
}

export interface BoroughHistory {
  readonly borough: string;
  readonly years: readonly HistoryYear[];
  readonly breaks: readonly WordingBreak[];
}

/** How boroughs kept one commitment from the first year that any of them told of up to today, each year by itself. */
export function historyOf(commitment: Commitment, states: readonly BoroughState[], asked: Omit<Asked, 'financialYears'>): BoroughHistory[] {
  const years = yearsOf(commitment.id, states, asked.today);
  return states.map((state) => {
    const first = years[0] === undefined ? asked.today : financialYearStartsOn(years[0]);
    const wordings = commitment.rule === null ? [] : wordingsOf(state.promises, commitment.id, first, asked.today);
    return {
      borough: state.borough,
      years: years.map((financialYear) => yearOf(commitment, state, { asked, financialYear, wordings })),
      breaks: wordings.slice(1).map(({ from, promise }, at) => ({
        on: from,
        before: promiseShown(wordings[at]?.promise ?? promise),
        after: promiseShown(promise),
      })),
    };
  });
}

/** From the first year with a case or a mark to the one that runs, without a gap. */
function yearsOf(commitmentId: string, states: readonly BoroughState[], today: string): string[] {
  const told = states.flatMap(({ counts, marks }) => [
    ...(counts.get(commitmentId) ?? []).flatMap(({ financialYear }) => financialYear ?? []),
    ...(marks.get(commitmentId) ?? []).map(({ assessedOn }) => financialYearOf(assessedOn)),
  ]);
  const last = [financialYearOf(today), ...told].toSorted().at(-1) ?? '';
  const years: string[] = [];
  for (let year = told.toSorted()[0]; year !== undefined && year <= last; year = nextFinancialYear(year)) years.push(year);
  return years.slice(-MOST_YEARS);
}

interface InYear {
  readonly asked: Omit<Asked, 'financialYears'>;
  readonly financialYear: string;
  readonly wordings: readonly Wording[];
}

function yearOf(commitment: Commitment, state: BoroughState, { asked, financialYear, wordings }: InYear): HistoryYear {
  const { catalogue, today } = asked;
  const of = { today, catalogue: { ...catalogue, commitments: [commitment] }, financialYears: [financialYear] };
  const cell = comparisonOf([state], of)[0]?.cells[0];
  if (!cell) throw new TypeError('A borough has a cell for every commitment');
  const counts = (state.counts.get(commitment.id) ?? []).filter((one) => one.financialYear === financialYear);
  const runs = runsIn(financialYear, wordings, counts).map(({ wording, from, key }) => ({
    from,
    promise: promiseShown(wording.promise),
    // Of a case that the chairs still reply to nobody outside knows by which words it is judged.
    result: resultOf('own-word', commitment.id, state, {
      counts: counts.filter(({ values }) => values === null || keyOf(values) === key),
      asked: of,
    }),
  }));
  return { financialYear, commonMeasure: cell.commonMeasure, ownWord: runs, marks: cell.marks };
}

/** The words that decided in a year, without those that no case was judged by, where others were. */
function runsIn(financialYear: string, wordings: readonly Wording[], counts: readonly CaseCount[]) {
  const [start, end] = [financialYearStartsOn(financialYear), financialYearEndsOn(financialYear)];
  const decided = wordings.filter(({ from }, at) => from <= end && (wordings[at + 1]?.from ?? '9999-12-31') > start);
  const judgedBy = new Set(counts.flatMap(({ values }) => (values ? [keyOf(values)] : [])));
  const byKey = Map.groupBy(decided, ({ promise }) => wordingKey(promise));
  const runs = [...byKey].flatMap(([key, [wording]]) =>
    wording ? [{ wording, from: wording.from > start ? wording.from : null, key }] : [],
  );
  const told = runs.filter(({ key }) => judgedBy.has(key));
  return told.length > 0 ? told : runs.slice(-1);
}
