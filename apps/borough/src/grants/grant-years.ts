import type { GrantYear } from '#contracts';
import { financialYearOf } from '#clock';
import type { InputError } from '#errors';
import { pounds } from '../pounds.js';

export const sumOf = (years: readonly GrantYear[]): number => years.reduce((sum, { amountPence }) => sum + amountPence, 0);

/** What is wrong with the parts of a sum; nothing where no years are recorded. */
export function problemsOfYears(years: readonly GrantYear[], amountPence: number): InputError[] {
  if (years.length === 0) return [];
  const named = new Set(years.map(({ financialYear }) => financialYear));
  if (named.size < years.length) return [{ field: 'years', message: 'A financial year is given twice. Give each year once.' }];
  const sum = sumOf(years);
  if (sum === amountPence) return [];
  return [
    { field: 'years', message: `The years add up to ${pounds(sum)}, but the whole grant is ${pounds(amountPence)}. Change one of them.` },
  ];
}

/** The years of a sum that is another now: a single year follows it, of several only people can say what each pays. */
export function followingSum(years: readonly GrantYear[], amountPence: number): GrantYear[] {
  return years.length === 1 ? years.map((only) => ({ ...only, amountPence })) : [...years];
}

/** The years that are over before the financial year in which a change takes effect. */
export function yearsBefore(years: readonly GrantYear[], effectiveOn: string): GrantYear[] {
  const first = financialYearOf(effectiveOn);
  return years.filter(({ financialYear }) => financialYear < first);
}

/** The same years in the order of time, so that two records of one plan are equal. */
export function inOrder(years: readonly GrantYear[]): GrantYear[] {
  return years
    .map(({ financialYear, amountPence, commitment }) => ({ financialYear, amountPence, commitment }))
    .sort((one, other) => one.financialYear.localeCompare(other.financialYear));
}

export function sameYears(some: readonly GrantYear[], others: readonly GrantYear[]): boolean {
  return JSON.stringify(inOrder(some)) === JSON.stringify(inOrder(others));
}
