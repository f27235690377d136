import { Temporal } from 'temporal-polyfill';
import { dateInWords, isCivilDate, MONTHS } from './civil-date.js';

const PARTS = /^(before )?(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

/**
 * A date as far as it is known: a day, a month or a year, or that it was before one; written 2009-05-14, 2009-05, 2009, before 2005-05.
 * Documents of the time before records were kept often say no more.
 */
export function isImpreciseDate(value: unknown): value is string {
  const parts = typeof value === 'string' ? PARTS.exec(value) : null;
  return parts !== null && isCivilDate(dayOf(parts)) && isCivilDate(firstDayOf(value as string));
}

/** The first day that it can mean; of "before 2005-05" the last, since nothing is known of how long before. */
export function firstDayOf(imprecise: string): string {
  const parts = PARTS.exec(imprecise);
  if (!parts) throw new TypeError(`${imprecise} is no date, not even an imprecise one`);
  const day = dayOf(parts);
  return parts[1] ? Temporal.PlainDate.from(day).subtract({ days: 1 }).toString() : day;
}

/** The last day that it can mean. */
export function lastDayOf(imprecise: string): string {
  const [, before, , month, day] = PARTS.exec(imprecise) ?? [];
  const first = firstDayOf(imprecise);
  if (before || day) return first;
  return Temporal.PlainDate.from(first)
    .add(month ? { months: 1 } : { years: 1 })
    .subtract({ days: 1 })
    .toString();
}

/** As a page writes it: 14 May 2009, May 2009, 2009, before May 2005. */
export function impreciseDateInWords(imprecise: string): string {
  const [, before = '', year = '', month, day] = PARTS.exec(imprecise) ?? [];
  if (day) return `${before}${dateInWords(`${year}-${month}-${day}`)}`;
  return `${before}${month ? `${MONTHS[Number(month) - 1]} ` : ''}${year}`;
}

const dayOf = ([, , year, month = '01', day = '01']: readonly (string | undefined)[]): string => `${year}-${month}-${day}`;
