import { daysBetween, isCivilDate } from '#clock';
import { measureInWords, VERDICT_WORDS } from '#commitments';
import type { Unit } from '#contracts';
import { type DotStrip, plural } from '#pages';
import type { ComparedBoroughItem, ComparedCaseItem, ComparedItem, PromiseItem } from './comparison-item.js';
import { promiseInWords, STATE_WORDS } from './comparison.page.js';

/** A drawing and the same numbers as a table. */
export interface ChartOnPage {
  readonly chart: DotStrip;
  readonly columns: readonly { readonly text: string; readonly isNumber?: boolean }[];
  readonly rows: readonly (readonly { readonly text: string }[])[];
}

/** More cannot be told apart in one drawing. */
const MOST_BOROUGHS = 6;
const ENOUGH_FOR_A_FULL_DOT = 20;

type NameOf = (code: string) => string;

/** Of every commitment that has a figure by the common measure, a dot for each borough that has one. Null where none has. */
export function keptChart(items: readonly ComparedItem[], nameOf: NameOf): ChartOnPage | null {
  const shown = items.filter(({ boroughs }) => boroughs.some(({ commonMeasure }) => commonMeasure.met !== null));
  const codes = items[0]?.boroughs.map(({ borough }) => borough) ?? [];
  if (shown.length === 0 || codes.length > MOST_BOROUGHS) return null;
  const series = codes.map((code) => ({
    name: nameOf(code),
    dots: shown.flatMap(({ boroughs }, category) => {
      const { met, n } = boroughs.find(({ borough }) => borough === code)?.commonMeasure ?? { met: null, n: 0 };
      if (met === null || met === undefined) return [];
      return [{ category, value: Math.round((1000 * met) / n) / 10, label: `${met}/${n}`, isHollow: n < ENOUGH_FOR_A_FULL_DOT }];
    }),
  }));
  const chart: DotStrip = {
    id: 'kept',
    title: `${plural(shown.length, 'commitment')} of ${items.length} can be shown by the common measure`,
    description:
      'How many of the judged cases were kept, in per cent, with the count at each dot. An outline stands for fewer than 20 cases.',
    categories: shown.map(({ id, title, boroughs }) => [`${id} ${title}`, ...boroughs.flatMap((one) => whyNoDot(one, nameOf))].join('\n')),
    axis: { name: 'Per cent of judged cases that were kept', from: 0, to: 100 },
    series,
  };
  const rows = shown.map(({ id, title, boroughs }) => [
    { text: `${id} ${title}` },
    ...boroughs.map(({ commonMeasure: { met, n, says } }) => ({ text: met === null ? (says ?? '') : `${met} of ${n} kept` })),
  ]);
  return { chart, columns: [{ text: 'Commitment' }, ...codes.map((code) => ({ text: nameOf(code) }))], rows };
}

/** In place of a dot, why a borough has none. */
const whyNoDot = ({ borough, commonMeasure: { state } }: ComparedBoroughItem, nameOf: NameOf): string[] =>
  state === 'comparable' ? [] : [`${nameOf(borough)}: ${STATE_WORDS[state].toLowerCase()}`];

/** Three calendar months are as many days as this, by the months they fall in. */
const THREE_MONTHS = { from: 89, to: 92, name: '3 months' };
const FEWEST_DAYS_DRAWN = 120;
/** The axis ends at a whole number of these. */
const DAYS_A_STEP = 30;
/** Of a year of 365 days, a month on average. */
const DAYS_IN: Partial<Readonly<Record<Unit, number>>> = { days: 1, weeks: 7, months: 365 / 12, years: 365 };

interface NoticeDates {
  readonly receivedOn?: string | null;
  readonly effectiveOn?: string;
}

/**
 * The days of notice of each case, by borough, beside three months, and beside what the borough promises itself where that is another
 * number. Null where no case says any.
 */
export function noticeChart(
  cases: readonly ComparedCaseItem[],
  compared: readonly ComparedBoroughItem[],
  nameOf: NameOf,
): ChartOnPage | null {
  const given = cases.flatMap((one) => {
    const { receivedOn, effectiveOn } = one.facts as NoticeDates;
    return one.rule === 'R-NOTICE' && isCivilDate(receivedOn) && isCivilDate(effectiveOn)
      ? [{ ...one, days: daysBetween(receivedOn, effectiveOn) }]
      : [];
  });
  if (given.length === 0) return null;
  const boroughs = [...new Set(given.map(({ borough }) => borough))];
  const isKept = ({ commonMeasure }: ComparedCaseItem): boolean => commonMeasure !== 'not-met';
  const dots = (kept: boolean) =>
    given
      .filter((one) => isKept(one) === kept)
      .map(({ borough, days }) => ({ category: boroughs.indexOf(borough), value: days, isHollow: !kept }));
  const promises = new Map(compared.map(({ borough, promise }) => [borough, promise]));
  const own = boroughs.flatMap((borough, category) => {
    const { relation, measure } = promises.get(borough) ?? { relation: 'unmapped', measure: null };
    const days = measure && relation !== 'same' ? measure.number * (DAYS_IN[measure.unit] ?? Number.NaN) : Number.NaN;
    return measure && Number.isFinite(days) ? [{ category, value: Math.round(days), label: measureInWords(measure) }] : [];
  });
  const longest = Math.max(FEWEST_DAYS_DRAWN, ...given.map(({ days }) => days), ...own.map(({ value }) => value));
  const short = given.filter((one) => !isKept(one)).length;
  const chart: DotStrip = {
    id: 'days',
    title: `Of ${plural(given.length, 'case')} listed here, ${short} had less notice than three months and no explanation`,
    description: 'Days from when the organisation had notice in writing until support changed, a dot for each case.',
    categories: boroughs.map(nameOf),
    axis: {
      name: 'Days of notice',
      from: Math.min(0, ...given.map(({ days }) => days)),
      to: Math.ceil(longest / DAYS_A_STEP) * DAYS_A_STEP,
    },
    series: [
      { name: 'Kept, or explained', dots: dots(true) },
      { name: 'Not kept', dots: dots(false) },
      ...(own.length > 0 ? [{ name: 'Own promise, where it is another', dots: own, isLine: true }] : []),
    ],
    band: THREE_MONTHS,
  };
  const rows = given.map(({ organisation, borough, days, commonMeasure }) => [
    { text: organisation ?? 'Not named' },
    { text: nameOf(borough) },
    { text: String(days) },
    { text: promiseText(promises.get(borough)) },
    { text: VERDICT_WORDS[commonMeasure] },
  ]);
  const columns = ['Case', 'Borough', 'Days', 'Own promise', 'Common measure'].map((text) => ({ text, isNumber: text === 'Days' }));
  return { chart, columns, rows };
}

const promiseText = (promise: PromiseItem | undefined): string =>
  promise?.measure ? measureInWords(promise.measure) : promise ? promiseInWords(promise) : '';
