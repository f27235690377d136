import type { CorrectableField, GrantDetails } from '#contracts';
import type { InputError } from '#errors';
import type { GrantRow } from '#grant-files';
import { problemsOfYears, sameYears } from './grant-years.js';

/** What else 360Giving says of a grant: public, kept as it stands, given back by an export, and never interpreted. */
export type Kept = Partial<
  Pick<GrantRow, 'amountPaidPence' | 'beneficiaryLocations' | 'commitmentTransactions' | 'dateModified' | 'dataSource' | 'other'>
> & { readonly postalCode?: string };

/** A grant as its award reads, before it has an id. */
export type Award = Omit<GrantDetails, 'grantId'> & { readonly kept?: Kept };

export const ENDS_BEFORE_IT_STARTS = 'The last day comes before the first day. Check both.';

/** What is wrong with an award, each with its field. Today is the last day on which it can have been decided. */
export function problemsOfAward(award: Award, today: string): InputError[] {
  const problems: InputError[] = [];
  if (award.awardedOn > today) {
    problems.push({ field: 'awardedOn', message: 'The award date is in the future. Enter the day on which the award was decided.' });
  }
  if (award.startsOn && award.endsOn && award.startsOn > award.endsOn) {
    problems.push({ field: 'endsOn', message: ENDS_BEFORE_IT_STARTS });
  }
  return [...problems, ...problemsOfYears(award.years, award.amountAwardedPence)];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Whether what we only keep is the same, whatever the order of its keys and whenever the record was last changed. */
export function sameKept({ dateModified: _one, ...some }: Kept = {}, { dateModified: _other, ...others }: Kept = {}): boolean {
  return JSON.stringify(sorted(some)) === JSON.stringify(sorted(others));
}

const plain = [
  'title',
  'description',
  'amountAppliedForPence',
  'amountAwardedPence',
  'awardedOn',
  'startsOn',
  'endsOn',
  'durationMonths',
  'paidInAdvance',
  'openCall',
] as const;

/** Which fields of an award read differently. An organisation, department or programme is the same by its id, whatever its name today. */
export function differences(recorded: Award, corrected: Award): CorrectableField[] {
  const different: CorrectableField[] = plain.filter((field) => (recorded[field] ?? null) !== (corrected[field] ?? null));
  if (recorded.organisation.organisationId !== corrected.organisation.organisationId) different.push('organisation');
  if (recorded.funder.identifier !== corrected.funder.identifier || recorded.funder.name !== corrected.funder.name)
    different.push('funder');
  if (recorded.department?.departmentId !== corrected.department?.departmentId) different.push('department');
  if (recorded.programme?.programmeId !== corrected.programme?.programmeId) different.push('programme');
  if (!sameYears(recorded.years, corrected.years)) different.push('years');
  return different;
}
