import { Temporal } from 'temporal-polyfill';

const LONDON = 'Europe/London';
const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day that exists, written like 2026-02-28. */
export function isCivilDate(value: unknown): value is string {
  if (typeof value !== 'string' || !CIVIL_DATE.test(value) || value.startsWith('0000')) return false; // PostgreSQL has no year 0.
  const midnight = new Date(`${value}T00:00:00Z`); // 30 February is none, or is read as a day of March.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
}

const MILLISECONDS_OF_AN_HOUR = 3_600_000;
let lastHour = Number.NaN;
let dateOfLastHour = '';

/** The civil date in London at an instant. It changes with an hour only, so that it is computed once in one. */
export function civilDateIn(instant: Date): string {
  const hour = Math.floor(instant.getTime() / MILLISECONDS_OF_AN_HOUR);
  if (hour !== lastHour) {
    lastHour = hour;
    dateOfLastHour = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(LONDON).toPlainDate().toString();
  }
  return dateOfLastHour;
}

/** The civil date in London at an instant written in RFC 3339. @throws RangeError where it is none. */
export function civilDateAt(instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(LONDON).toPlainDate().toString();
}

/** The instant at which a day begins in London. */
export function startOf(date: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(LONDON).epochMilliseconds);
}

/** The day in London that is over, or nearly, at an instant: of midnight, the day before. */
export function lastDayBefore(instant: Date): string {
  return civilDateIn(new Date(instant.getTime() - 1));
}

/** Calendar months later, clamped to the end of the month: 30 November and three months is 28 or 29 February (domain.md 2.0). */
export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString();
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

const MILLISECONDS_OF_A_DAY = 86_400_000;

/**
 * Days from one civil date to another; negative when the second is earlier. A clock change does not alter it.
 * @throws RangeError where one of them is no date.
 */
export function daysBetween(from: string, to: string): number {
  for (const date of [from, to]) if (!isCivilDate(date)) throw new RangeError(`${date} is not a date`);
  return (Date.parse(to) - Date.parse(from)) / MILLISECONDS_OF_A_DAY; // Dates without a time are read as midnight of UTC.
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** How a date is written on a page: 1 April 2026. @throws RangeError where it is none. */
export function dateInWords(date: string): string {
  const day = date.slice(0, '2026-04-01'.length);
  if (!isCivilDate(day)) throw new RangeError(`${date} is not a date`);
  return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

const inLondon = new Intl.DateTimeFormat('en-GB', { timeZone: LONDON, day: 'numeric', month: 'long', year: 'numeric' });
const timeInLondon = new Intl.DateTimeFormat('en-GB', { timeZone: LONDON, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/**
 * How an instant is written on a page, in London time: 1 April 2026 at 09:05. Takes RFC 3339 as well. By formats that are made once,
 * since pages write hundreds of instants.
 * @throws RangeError where it is none.
 */
export function instantInWords(instant: Date | string): string {
  const at = typeof instant === 'string' ? Date.parse(instant) : instant;
  return `${inLondon.format(at)} at ${timeInLondon.format(at)}`;
}
