import { dateInWords, daysBetween, financialYearOf, financialYearStartsOn, nextFinancialYear } from '#clock';
import type { Lens } from '#contracts';
import { measureInWords } from '#commitments';
import { type LineStep, plural, type StepLines } from '#pages';
import type { LensItem, PromiseItem } from './comparison-item.js';
import { lensOnPage, type LensOnPage, promiseInWords } from './comparison.page.js';
import type { BoroughHistoryItem, CommitmentHistoryItem } from './history-item.js';

/** More strips cannot be taken in at a glance. */
const MOST_BOROUGHS = 6;

/** One year, or the part of it with the same words, in one borough by one lens. */
export interface YearOnPage {
  readonly borough: string;
  readonly year: string;
  /** Within the year, from which day; null where from its beginning. */
  readonly from: string | null;
  /** What decided; null by the common measure, which is the same for all. */
  readonly promise: string | null;
  readonly lens: LensOnPage;
}

export interface HistoryOnPage {
  readonly lenses: readonly { readonly name: string; readonly chart: StepLines | null; readonly rows: readonly YearOnPage[] }[];
  /** Each change of the words in a sentence. */
  readonly breaks: readonly string[];
  readonly marks: readonly { readonly borough: string; readonly year: string; readonly says: string; readonly assessedOn: string }[];
}

interface Run {
  readonly from: string | null;
  readonly promise: PromiseItem | null;
  readonly result: LensItem;
}

const LENS_NAMES: Readonly<Record<Lens, string>> = { 'own-word': 'Own word', 'common-measure': 'Common measure' };

/** Every borough year by year, as tables and drawings. Null where no year is told of. */
export function historyOnPage({ boroughs }: CommitmentHistoryItem, nameOf: (code: string) => string): HistoryOnPage | null {
  if ((boroughs[0]?.years.length ?? 0) === 0) return null;
  const isMarked = boroughs.every(({ years }) => years.every(({ ownWord }) => ownWord.length === 0));
  const lenses = isMarked
    ? []
    : (['own-word', 'common-measure'] as const).map((lens) => ({
        name: LENS_NAMES[lens],
        chart: chartOf(lens, boroughs, nameOf),
        rows: boroughs.flatMap((one) => rowsOf(one, lens, nameOf(one.borough))),
      }));
  const breaks = boroughs.flatMap(({ borough, breaks: changes }) =>
    changes.map(({ on, before, after }) => `${nameOf(borough)}, ${dateInWords(on)}: “${inFull(before)}” became “${inFull(after)}”.`),
  );
  const marks = boroughs.flatMap(({ borough, years }) =>
    years.flatMap(({ financialYear, marks: told }) =>
      told ? [{ borough: nameOf(borough), year: financialYear, says: told.says, assessedOn: told.assessedOn }] : [],
    ),
  );
  return { lenses, breaks, marks };
}

const inFull = (promise: PromiseItem): string =>
  promise.measure ? `${promiseInWords(promise)}: ${measureInWords(promise.measure)}` : promiseInWords(promise);

const runsIn = (lens: Lens, { ownWord, commonMeasure }: BoroughHistoryItem['years'][number]): readonly Run[] =>
  lens === 'own-word' ? ownWord : [{ from: null, promise: null, result: commonMeasure }];

const rowsOf = ({ years }: BoroughHistoryItem, lens: Lens, borough: string): YearOnPage[] =>
  years.flatMap((year) =>
    runsIn(lens, year).map(({ from, promise, result }) => ({
      borough,
      year: year.financialYear,
      from,
      promise: promise && inFull(promise),
      lens: lensOnPage(LENS_NAMES[lens], result),
    })),
  );

const HOW_DRAWN = 'How many of the judged cases of each financial year were kept, in per cent, with the count at each step.';

/** A line breaks where the words changed, and where a year has no figure. Null where no year has one, or there are too many boroughs. */
function chartOf(lens: Lens, boroughs: readonly BoroughHistoryItem[], nameOf: (code: string) => string): StepLines | null {
  const periods = boroughs[0]?.years.map(({ financialYear }) => financialYear) ?? [];
  const placeOf = (day: string): number => placeIn(periods, day);
  const strips = boroughs.map(({ borough, years, breaks: changes }) => {
    const breaks = lens === 'own-word' ? changes.map(({ on }) => ({ at: placeOf(on), name: 'Words changed' })) : [];
    const steps = years.flatMap((year, at) => stepsOf(runsIn(lens, year), at, placeOf));
    return { name: nameOf(borough), runs: joined(steps, new Set(breaks.map(({ at }) => at))), breaks };
  });
  const told = strips.filter(({ runs }) => runs.length > 0).length;
  if (told === 0 || boroughs.length > MOST_BOROUGHS) return null;
  const own = lens === 'own-word';
  return {
    id: `years-${lens}`,
    title: `${own ? 'Own word' : 'Common measure'} over the years: ${plural(told, 'borough')} of ${boroughs.length} with a figure`,
    description: `${HOW_DRAWN} ${own ? 'The line breaks where the borough’s words changed.' : 'The measure is the same for all.'}`,
    periods,
    heights: { name: 'per cent of judged cases kept', from: 0, to: 100 },
    strips,
  };
}

/** Where a day stands along the years: 1.5 is the middle of the second. */
function placeIn(periods: readonly string[], day: string): number {
  const year = financialYearOf(day);
  const [start, end] = [financialYearStartsOn(year), financialYearStartsOn(nextFinancialYear(year))];
  return periods.indexOf(year) + daysBetween(start, day) / daysBetween(start, end);
}

function stepsOf(runs: readonly Run[], at: number, placeOf: (day: string) => number): LineStep[] {
  return runs.flatMap(({ from, result: { met, n } }, index) => {
    const next = runs[index + 1]?.from;
    const [begins, ends] = [from === null ? at : placeOf(from), next ? placeOf(next) : at + 1];
    return met === null || n === 0 ? [] : [{ from: begins, to: ends, value: Math.round((1000 * met) / n) / 10, label: `${met}/${n}` }];
  });
}

/** Steps that follow one another are one run, but where the words changed in between. */
function joined(steps: readonly LineStep[], breaks: ReadonlySet<number>): LineStep[][] {
  const runs: LineStep[][] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    const follows = last?.at(-1)?.to === step.from && !breaks.has(step.from);
    if (last && follows) last.push(step);
    else runs.push([step]);
  }
  return runs;
}
