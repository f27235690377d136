import type { CorrectableField, GrantDetails } from '#contracts';
import type { InputError } from '#errors';
import { problemsOfYears, sameYears } from './grant-years.js';

/** A grant as its award reads, before it has an id; `other` is what else 360Giving says of it and we only keep. */
export type Award = Omit<GrantDetails, 'grantId'> & { readonly other?: Readonly<Record<string, unknown>> };

/** What is wrong with an award, each with its field. Today is the last day on which it can have been decided. */
export function problemsOfAward(award: Award, today: string): InputError[] {
  const problems: InputError[] = [];
  if (award.awardedOn > today) {
    problems.push({ field: 'awardedOn', message: 'The award date is in the future. Enter the day on which the award was decided.' });
  }
  if (award.startsOn && award.endsOn && award.startsOn > award.endsOn) {
    problems.push({ field: 'endsOn', message: 'The last day comes before the first day. Check both.' });
  }
  return [...problems, ...problemsOfYears(award.years, award.amountAwardedPence)];
}

const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Whether what we only keep of 360Giving is the same, whatever the order of its keys. */
export const sameOther = (one: Award['other'], other: Award['other']): boolean => sameJson(one ?? {}, other ?? {});

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
