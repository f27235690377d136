import { addDays, addMonths } from '#clock';
import type { Measure, Unit } from '#contracts';

const PERIODS: readonly Unit[] = ['months', 'weeks', 'days', 'years'];

/** The day so long after another, clamped to the end of the month where it counts months. @throws TypeError where it is no period. */
export function after(date: string, { number, unit }: Measure): string {
  if (unit === 'days') return addDays(date, number);
  if (unit === 'weeks') return addDays(date, 7 * number);
  if (unit === 'months') return addMonths(date, number);
  if (unit === 'years') return addMonths(date, 12 * number);
  throw new TypeError(`${number} ${unit} are no period`);
}

/** The latest day from which a day is so far off: what has to be done by then. @throws TypeError where it is no period. */
export function before(date: string, { number, unit }: Measure): string {
  if (unit === 'days') return addDays(date, -number);
  if (unit === 'weeks') return addDays(date, -7 * number);
  if (!isPeriod(unit)) throw new TypeError(`${number} ${unit} are no period`);
  // Months are clamped going forward, so that of several days the last one is asked for.
  let latest = addMonths(date, unit === 'years' ? -12 * number : -number);
  while (after(addDays(latest, 1), { number, unit }) <= date) latest = addDays(latest, 1);
  while (after(latest, { number, unit }) > date) latest = addDays(latest, -1);
  return latest;
}

export const isPeriod = (unit: Unit): boolean => PERIODS.includes(unit);

/** As a sentence says it: 3 months, 1 page, 50 per cent. */
export function measureInWords({ number, unit }: Measure): string {
  const words = unit === 'per cent' || number !== 1 ? unit : unit.slice(0, -1);
  return `${number} ${words}`;
}

/** As a table says it, with all that a clause may add: 12 weeks, and 14 more days over August or the turn of the year. */
export function measureInFull(measure: Measure): string {
  const { moreDaysOverHolidays: more } = measure;
  return measureInWords(measure) + (more ? `, and ${more} more ${more === 1 ? 'day' : 'days'} over August or the turn of the year` : '');
}
