import { addDays, financialYearOf } from '#clock';
import { CONSULTATION_KINDS, type Measure } from '#contracts';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import fc from 'fast-check';
import { CATALOGUE, DIRECTIONS, type Rule, ruleOf } from './index.js';

/** Every commitment that a rule checks. */
export const CHECKED = CATALOGUE.commitments.flatMap(({ id, rule }) => (rule === null ? [] : [{ id, rule: ruleOf(rule) }]));

/** Days in so short a time that each lies often enough before, between and after the others. */
const aDay = fc.integer({ min: 0, max: 500 }).map((day) => addDays('2025-01-01', day));

/** What may stand in a field of facts. */
const SORTS: readonly fc.Arbitrary<unknown>[] = [
  fc.constant(undefined),
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: 1, max: 30 }),
  aDay,
  aDay.map(financialYearOf),
  fc.constantFrom(...DIRECTIONS),
  fc.constantFrom(...CONSULTATION_KINDS),
  fc.array(fc.record({ madeOn: aDay, closesOn: aDay }), { minLength: 1, maxLength: 3 }),
  fc.constant([]),
];

/** Facts of one case as its rule reads them: each field takes every sort of value that its own checks take. */
export function factsOf({ facts: form }: Rule): fc.Arbitrary<object> {
  const checks = getMetadataStorage().getTargetValidationMetadatas(form, '', true, false);
  const isTaken = (field: string, value: unknown): boolean =>
    !validateSync(plainToInstance(form, { [field]: value })).some(({ property }) => property === field);
  const sortsOf = (field: string): fc.Arbitrary<unknown>[] => {
    const sorts = SORTS.filter((sort) => fc.sample(sort, { numRuns: 10, seed: 5 }).every((value) => isTaken(field, value)));
    if (sorts.length === 0) throw new Error(`${form.name}.${field} takes no sort of value known here: add one to SORTS`);
    return sorts;
  };
  const fields = new Set(checks.map(({ propertyName }) => propertyName));
  return fc.record(
    Object.fromEntries(
      [...fields].map((field) => [
        field,
        fc.oneof(...sortsOf(field).map((arbitrary) => ({ arbitrary, weight: arbitrary === aDay ? 4 : 1 }))),
      ]),
    ),
  );
}

/** A measure in a unit that the rule counts in; null where it needs no number. */
export function measuresOf({ units }: Rule): fc.Arbitrary<Measure | null> {
  if (units.length === 0) return fc.constant(null);
  const fields = {
    number: fc.integer({ min: 1, max: 20 }),
    unit: fc.constantFrom(...units),
    moreDaysOverHolidays: fc.integer({ min: 0, max: 28 }),
  };
  return fc.record(fields, { requiredKeys: ['number', 'unit'] });
}
