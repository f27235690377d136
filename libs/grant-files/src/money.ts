import { LIMITS } from './limits.js';
import { excerpt } from './words.js';

/** What a text was read as, or the sentence that says what to do about it. */
export type Reading<Value> = { readonly value: Value } | { readonly reason: string };

const AMOUNT = /^(-?)(?:£ ?)?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/;

function reasonAgainst(text: string): string {
  const shown = excerpt(text);
  if (/^[-+]?[\d.]+e[-+]?\d+$/i.test(text)) return `${shown} is a shortened number. Write it out, like 1250 or 1250.50.`;
  if (/^\(.*\)$/.test(text)) return `${shown} is not an amount. Write it without brackets, like 1250 or 1250.50.`;
  if (/^[£\d. ]+,\d{1,2}$/.test(text)) return `${shown} has a decimal comma. Write pounds and pence with a full stop, like 1250.50.`;
  return `${shown} is not an amount. Write pounds as digits, with pence after a full stop, like 1250 or 1250.50.`;
}

/**
 * Whole pence from the decimal text of an amount in pounds: `1250`, `1,250.50`, `£1250`. No float takes part, so that nothing is rounded.
 * More than two decimals are refused unless they are zeros; so are exponents and, but for a signed difference, negatives.
 */
export function readPence(text: string, { signed = false } = {}): Reading<number> {
  const parts = AMOUNT.exec(text);
  if (!parts) return { reason: reasonAgainst(text) };
  const [, sign = '', pounds = '', decimals = ''] = parts;
  if (sign && !signed) return { reason: `${excerpt(text)} is below zero. Write an amount of 0 or more.` };
  if (/[1-9]/.test(decimals.slice(2))) return { reason: `${excerpt(text)} has parts of a penny. Write at most two decimals, like 1.50.` };
  const digits = pounds.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  const pence = Number(digits + decimals.slice(0, 2).padEnd(2, '0'));
  if (digits.length > 12 || pence > LIMITS.pence) return { reason: `${excerpt(text)} is more than £100,000,000,000. Check the amount.` };
  return { value: sign && pence !== 0 ? -pence : pence };
}

/** Pounds as the standard writes a number: `1250`, `1250.50`, `-12.05`. Made from the digits of the pence, without a float. */
export function poundsText(pence: number): string {
  const digits = String(Math.abs(pence)).padStart(3, '0');
  const rest = digits.slice(-2);
  return `${pence < 0 ? '-' : ''}${digits.slice(0, -2)}${rest === '00' ? '' : `.${rest}`}`;
}
