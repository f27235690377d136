import { isCivilDate } from '#clock';
import { LARGEST_PENCE } from '#contracts';
import { applyDecorators } from '@nestjs/common';
import { Expose, Transform } from 'class-transformer';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { pounds } from '../filters.js';
import { civilDateFrom, dateFault } from './date-parts.js';

const POUNDS = /^£?\s*(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?<pence>\d{1,2}))?$/;

/** '£1,250.50' as 125050 pence, digit by digit, never through a fraction; undefined where it is no sum of money. */
export function penceFrom(typed: string): number | undefined {
  const { whole, pence = '' } = POUNDS.exec(typed.trim())?.groups ?? {};
  if (whole === undefined) return undefined;
  const sum = Number(whole.replaceAll(',', '') + pence.padEnd(2, '0'));
  return Number.isSafeInteger(sum) ? sum : LARGEST_PENCE + 1;
}

export interface PoundsOptions {
  /** What to say where nothing, or no sum, was typed: "Enter how much you are awarding, like 1250 or 1250.50". */
  readonly message?: string;
  /** In pence; 1 unless said. */
  readonly atLeast?: number;
  /** In pence. */
  readonly atMost?: number;
}

/** A sum of money typed in pounds; the field holds integer pence. */
export function IsPounds({ message, atLeast = 1, atMost = LARGEST_PENCE }: PoundsOptions = {}): PropertyDecorator {
  const says = ({ value }: ValidationArguments) => {
    if (typeof value !== 'number') return message ?? 'Enter an amount of money, like 1250 or 1250.50';
    return value < atLeast ? `The amount must be ${pounds(atLeast)} or more` : `The amount must be ${pounds(atMost)} or less`;
  };
  return applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? (penceFrom(value) ?? value) : undefined)),
    ValidateBy({
      name: 'isPounds',
      validator: {
        validate: (value) => typeof value === 'number' && value >= atLeast && value <= atMost,
        defaultMessage: (args) => (args ? says(args) : ''),
      },
    }),
  );
}

export interface DateOptions {
  /** Like "the date the grant starts". */
  readonly what: string;
  /** Another date of the same form that this one must not come before, and what to say where it does. */
  readonly notBefore?: { readonly field: string; readonly message: string };
}

/** A date typed in the boxes `name-day`, `name-month`, `name-year`; the field holds a civil date. */
export function IsDateParts({ what, notBefore }: DateOptions): PropertyDecorator {
  const isTooEarly = ({ value, object }: ValidationArguments): boolean => {
    const other: unknown = notBefore && (object as Record<string, unknown>)[notBefore.field];
    return isCivilDate(value) && isCivilDate(other) && value < other;
  };
  return applyDecorators(
    Expose(),
    Transform(({ obj, key }) => civilDateFrom(obj as Record<string, unknown>, key)),
    ValidateBy({
      name: 'isDateParts',
      validator: {
        validate: (value, args) => isCivilDate(value) && !(args && isTooEarly(args)),
        defaultMessage: (args) => (notBefore && args && isTooEarly(args) ? notBefore.message : dateFault(args?.value, what)),
      },
    }),
  );
}

/** What was typed, as a number where it is a whole one; its checks say what else it has to be. */
export const AsNumber = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value));

/** Tick boxes, or a part of a query that may be repeated: always a list, also where one was sent, and empty where none. */
export function AsList(): PropertyDecorator {
  return applyDecorators(
    Expose(),
    Transform(({ value }) => {
      if (Array.isArray(value)) return value as unknown[];
      return value === undefined || value === '' ? [] : [value];
    }),
  );
}
