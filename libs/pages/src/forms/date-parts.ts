import { isCivilDate } from '#clock';

type Parts = { readonly day: string; readonly month: string; readonly year: string };

const NAMES = ['day', 'month', 'year'] as const;

type Sent = { readonly [name: string]: unknown };

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What stands in the three boxes of a date: what was typed, else the parts of a civil date. */
export function dateParts(values: Sent | undefined, name: string): Parts {
  const whole = values?.[name];
  if (isCivilDate(whole)) {
    const [year = '', month = '', day = ''] = whole.split('-');
    return { day: String(Number(day)), month: String(Number(month)), year };
  }
  return { day: text(values?.[`${name}-day`]), month: text(values?.[`${name}-month`]), year: text(values?.[`${name}-year`]) };
}

/** A civil date from three boxes, or undefined where all are empty, or what was typed where it is no date. */
export function civilDateFrom(sent: Sent, name: string): string | Parts | undefined {
  const parts = dateParts(sent, name);
  if (NAMES.every((part) => parts[part] === '')) return undefined;
  const civil = `${parts.year}-${parts.month.padStart(2, '0')}-${parts.day.padStart(2, '0')}`;
  return isCivilDate(civil) ? civil : parts;
}

/** Which boxes are at fault, the first being where the error summary leads. */
export function faultyParts(sent: Sent, name: string): (typeof NAMES)[number][] {
  const parts = dateParts(sent, name);
  const missing = NAMES.filter((part) => parts[part] === '');
  if (missing.length > 0) return missing;
  if (!/^\d{4}$/.test(parts.year)) return ['year'];
  return [...NAMES];
}

/** Why three boxes make no date, as GOV.UK words it. `what` is like "the date the grant starts". */
export function dateFault(value: unknown, what: string): string {
  const parts = value as Parts | null | undefined;
  if (typeof parts !== 'object' || parts === null) return `Enter ${what}`;
  const subject = what.charAt(0).toUpperCase() + what.slice(1);
  const missing = NAMES.filter((part) => parts[part] === '');
  if (missing.length > 0) return `${subject} must include a ${missing.join(' and a ')}`;
  if (!/^\d{4}$/.test(parts.year)) return `Year must include 4 numbers`;
  return `${subject} must be a real date`;
}
