import Holidays from 'date-holidays';
import { addDays } from './civil-date.js';

/** Bank holidays of England and Wales, also those of one year alone. The list is as old as the version of the library (domain.md 2.0). */
const england = new Holidays('GB', 'ENG', { types: ['public', 'bank'] });
const years = new Map<string, ReadonlySet<string>>();

function bankHolidaysOf(year: string): ReadonlySet<string> {
  const known = years.get(year) ?? new Set(england.getHolidays(year).map(({ date }) => date.slice(0, 10)));
  years.set(year, known);
  return known;
}

/** Monday to Friday but for bank holidays. */
export function isWorkingDay(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !bankHolidaysOf(date.slice(0, 4)).has(date);
}

/** The day so many working days after another, which itself does not count. */
export function workingDaysAfter(date: string, days: number): string {
  let day = date;
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** How many working days lie after one day, up to another and with it; none where that is not later. */
export function workingDaysFrom(date: string, until: string): number {
  let count = 0;
  for (let day = addDays(date, 1); day <= until; day = addDays(day, 1)) count += isWorkingDay(day) ? 1 : 0;
  return count;
}
