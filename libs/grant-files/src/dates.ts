import { dateInWords, isCivilDate } from '#clock';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Reading } from './money.js';
import { excerpt } from './words.js';

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})?$/;
const TURNED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const YEAR_FIRST = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/;

const two = (number: number): string => String(number).padStart(2, '0');

/** The last day of a month: 28 or 29 in February. */
function lastDay(year: number, month: number): number {
  return month === 2 && isCivilDate(`${String(year).padStart(4, '0')}-02-29`) ? 29 : (MONTH_LENGTHS[month - 1] ?? 31);
}

/** A day of that month, the last one where the day is beyond it. */
const dayOf = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(Math.min(Math.max(day, 1), lastDay(year, month)))}`;

function reasonAgainstTurned(shown: string, first: number, second: number, year: number): string {
  if (first > 12 && second >= 1 && second <= 12) {
    const is = first > lastDay(year, second) ? 'is not a date' : 'has the day first';
    return `${shown} ${is}. Write it as ${dayOf(year, second, first)}.`;
  }
  if (second > 12 && first >= 1 && first <= 12) return `${shown} has the month first. Write it as ${dayOf(year, first, second)}.`;
  if (first < 1 || second < 1 || first > 12) return `${shown} is not a date. Write the year first, like 2026-04-30.`;
  const british = dayOf(year, second, first);
  return `${shown} can be read in two ways. Write the year first: ${british} for ${dateInWords(british)}.`;
}

function reasonAgainst(text: string): string {
  const shown = excerpt(text);
  const turned = TURNED.exec(text)?.slice(1).map(Number);
  if (turned) return reasonAgainstTurned(shown, turned[0] ?? 0, turned[1] ?? 0, turned[2] ?? 0);
  const [year = 0, month = 0, day = 0] = YEAR_FIRST.exec(text)?.slice(1).map(Number) ?? [];
  if (month >= 1 && month <= 12 && day >= 1) return `${shown} is not a date. Write it as ${dayOf(year, month, day)}.`;
  if (/^\d{5}$/.test(text)) {
    return `${shown} is a day number of a spreadsheet. Give the column the date format YYYY-MM-DD and save the file again.`;
  }
  return `${shown} is not a date. Write the year first, like 2026-04-30.`;
}

function inRange(date: string, text: string): Reading<string> {
  const year = Number(date.slice(0, 4));
  if (year >= 1900 && year <= 2200) return { value: date };
  return { reason: `The year ${year} in ${excerpt(text)} cannot be right. Check the date.` };
}

/** A civil date from a date or date-time; the time never counts (standards.md 3.1). Other spellings are refused with the right one. */
export function readDate(text: string): Reading<string> {
  const date = DATE_TIME.exec(text)?.[1] ?? text;
  return isCivilDate(date) ? inRange(date, text) : { reason: reasonAgainst(text) };
}

/** A date whose day, or day and month, may be missing: the first or the last day of the month or year that is given. */
export function readEventDate(text: string, edge: 'first' | 'last'): Reading<string> {
  const [, year, month] = /^(\d{4})(?:-(0[1-9]|1[012]))?$/.exec(text) ?? [];
  if (year === undefined) return readDate(text);
  const inMonth = month === undefined ? (edge === 'first' ? 1 : 12) : Number(month);
  return inRange(dayOf(Number(year), inMonth, edge === 'first' ? 1 : 31), text);
}

type Check = { readonly validate: (text: string) => boolean };
const isDateTime = (text: string): boolean => (fullFormats['date-time'] as Check).validate(text);

/** A date-time with zone, as the standard asks for: a plain date is its first second, a missing zone is UTC. None for anything else. */
export function asDateTime(text: string): string | undefined {
  const parts = DATE_TIME.exec(text);
  const seconds = parts?.[2] === undefined ? ':00' : '';
  const written = parts && parts[4] === undefined ? `${text.replace(' ', 'T')}${seconds}Z` : text;
  const dated = isCivilDate(text) ? `${text}T00:00:00Z` : written;
  return isDateTime(dated) ? dated : undefined;
}

const isUriFormat = fullFormats.uri as (text: string) => boolean;

/** Whether a text is an absolute web address or other URI by the very check that the published schema is tested with. */
export const isUri = (text: string): boolean => isUriFormat(text);
