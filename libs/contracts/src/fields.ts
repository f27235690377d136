import { isCivilDate, isFinancialYear, isImpreciseDate } from '#clock';
import { buildMessage, ValidateBy, type ValidationArguments, type ValidationOptions } from 'class-validator';

/** The largest sum that may be written: a hundred billion pounds, in pence. It keeps every sum of them exact. */
export const LARGEST_PENCE = 10_000_000_000_000;

const ORGANISATION_IDENTIFIER = '^(360G-[^\\s/]+|[A-Z]{2}-[A-Z0-9]{2,8}-[^\\s/]+)$';
const GRANT_IDENTIFIER = '^360G-[^\\s/]+$';
const IMPRECISE_DATE = '^(before )?[0-9]{4}(-[0-9]{2}){0,2}$';
const COMMITMENT_ID = '^N-[0-9]{2}$';
const FINANCIAL_YEAR = '^[0-9]{4}/[0-9]{2}$';

type JsonSchema = { [keyword: string]: unknown };

/** How each of our own checks stands in JSON Schema. A check that has no line here cannot be used in a contract (a test holds it). */
export const schemaOfCheck: Record<string, JsonSchema> = {
  isCivilDate: { type: 'string', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
  isFinancialYear: { type: 'string', pattern: FINANCIAL_YEAR, financialYear: true },
  isImpreciseDate: { type: 'string', pattern: IMPRECISE_DATE, impreciseDate: true },
  isCommitmentId: { type: 'string', pattern: COMMITMENT_ID },
  isPence: { type: 'integer', minimum: 0, maximum: LARGEST_PENCE },
  isText: { type: 'string', minLength: 1, pattern: '\\S' },
  isOrganisationIdentifier: { type: 'string', pattern: ORGANISATION_IDENTIFIER, maxLength: 200 },
  isGrantIdentifier: { type: 'string', pattern: GRANT_IDENTIFIER, maxLength: 200 },
};

function check(
  name: string,
  validate: (value: unknown) => boolean,
  says: string,
  options?: ValidationOptions,
  constraints?: unknown[],
): PropertyDecorator {
  return ValidateBy(
    { name, constraints, validator: { validate, defaultMessage: buildMessage((each) => `${each}$property ${says}`, options) } },
    options,
  );
}

const isString = (value: unknown): value is string => typeof value === 'string';

/** A day that exists, written 2026-04-01, meant in London. */
export const IsCivilDate = (options?: ValidationOptions) => check('isCivilDate', isCivilDate, 'must be a date like 2026-04-01', options);

/** A day, a month or a year, or that it was before one: 2009-05-14, 2009-05, 2009, before 2005-05. */
export const IsImpreciseDate = (options?: ValidationOptions) =>
  check(
    'isImpreciseDate',
    isImpreciseDate,
    'must be a date as far as it is known, like 2009-05-14, 2009-05, 2009 or before 2005-05',
    options,
  );

/** 1 April to 31 March, written 2026/27. */
export const IsFinancialYear = (options?: ValidationOptions) =>
  check('isFinancialYear', isFinancialYear, 'must be a financial year like 2026/27', options);

/** A commitment of the network's catalogue, such as N-07. */
export const IsCommitmentId = (options?: ValidationOptions) =>
  check(
    'isCommitmentId',
    (value) => isString(value) && new RegExp(COMMITMENT_ID).test(value),
    'must name a commitment, like N-07',
    options,
  );

/** Whole pence, never negative. */
export const IsPence = (options?: ValidationOptions) =>
  check(
    'isPence',
    (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LARGEST_PENCE,
    'must be a whole number of pence',
    options,
  );

const isText = (value: unknown, max: number): boolean => isString(value) && /\S/.test(value) && [...value].length <= max;

/** Words for people: not blank, and no longer than `max` characters. */
export const IsText = (max: number, options?: ValidationOptions) =>
  check('isText', (value) => isText(value, max), `must be text of at most ${max} characters`, options, [max]);

const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]/;

/** A name, a title or a reference: text on one line. For what is typed; a contract says `IsText`, as it always did. */
export const IsLine = (max: number, { message, ...options }: ValidationOptions = {}) => {
  const says = (args: ValidationArguments): string => {
    if (isString(args.value) && BREAKS.test(args.value)) return 'Write this on one line, without tabs';
    return typeof message === 'function' ? message(args) : (message ?? `${args.property} must be text of at most ${max} characters`);
  };
  return check('isText', (value) => isText(value, max) && !BREAKS.test(value as string), '', { ...options, message: says }, [max]);
};

/** A public identifier of an organisation by its scheme, such as GB-CHC-1164883, or a local one that begins 360G- (standards.md 6). */
export const IsOrganisationIdentifier = (options?: ValidationOptions) =>
  check(
    'isOrganisationIdentifier',
    (value) => isString(value) && value.length <= 200 && new RegExp(ORGANISATION_IDENTIFIER).test(value),
    'must be an identifier like GB-CHC-1164883',
    options,
  );

/** A 360Giving identifier of a grant: 360G-, the publisher's prefix, and its own reference, with no space or slash (standards.md 3.1). */
export const IsGrantIdentifier = (options?: ValidationOptions) =>
  check(
    'isGrantIdentifier',
    (value) => isString(value) && value.length <= 200 && new RegExp(GRANT_IDENTIFIER).test(value),
    'must be an identifier like 360G-westminster-2026-001',
    options,
  );
