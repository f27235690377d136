import { dateInWords, instantInWords } from '#clock';

/** What stands where a value is missing. Missing is said, never shown as zero or left blank. */
export const NOT_RECORDED = 'Not recorded';

const grouped = new Intl.NumberFormat('en-GB');

/** Integer pence as pounds: £1,234 when whole, £1,234.50 when not (GOV.UK style: no pence unless there are some). */
export function pounds(pence: number | null | undefined): string {
  if (pence === null || pence === undefined) return NOT_RECORDED;
  if (!Number.isSafeInteger(pence)) throw new TypeError(`${pence} is not a whole number of pence`);
  const [whole, rest] = [Math.trunc(Math.abs(pence) / 100), Math.abs(pence) % 100];
  return `${pence < 0 ? '−' : ''}£${grouped.format(whole)}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
}

/** A civil date in words: 1 April 2026. */
export function date(civilDate: string | null | undefined): string {
  return civilDate ? dateInWords(civilDate) : NOT_RECORDED;
}

/** An instant in London time: 1 April 2026 at 09:05. Takes a Date or an ISO 8601 text. */
export function instant(at: Date | string | null | undefined): string {
  return at ? instantInWords(at) : NOT_RECORDED;
}

/** 1,234 */
export function number(value: number | null | undefined): string {
  return value === null || value === undefined ? NOT_RECORDED : grouped.format(value);
}

/** 1 grant, 2 grants, 1,234 grants; give the plural where it is not the word and an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${grouped.format(count)} ${count === 1 ? one : many}`;
}

/** What somebody typed, ended like a sentence, so that another may follow it. */
export function sentence(text: string): string {
  const typed = text.trim();
  return typed === '' || /[.!?…][)"'’”]?$/.test(typed) ? typed : `${typed}.`;
}

/** The beginning of a text that is read in full elsewhere, up to a word. */
export function shortened(text: string, most = 100): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), Math.floor(most / 2))).trimEnd()}…`;
}

export type Query = { readonly [name: string]: unknown };

/**
 * The address of the same page with parts of its query changed: a value of null or '' takes the part away.
 * A cursor never survives a change, since it belongs to the list as it was.
 */
export function address(query: Query, changes: Query = {}): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, cursor: undefined, ...changes })) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'number' || (typeof one === 'string' && one !== '')) parts.append(name, String(one));
    }
  }
  return `?${parts}`;
}

/** The values of one part of a query, as a list, however it was sent. */
export function chosen(query: Query, name: string): string[] {
  const value = query[name];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '');
}

/** The address of the same page with one of the values of a part of its query taken away, as one filter is. */
export function withoutValue(query: Query, name: string, value: string): string {
  return address(query, { [name]: chosen(query, name).filter((one) => one !== value) });
}

/** Whether a text holds a word that is longer than a column is wide. It is broken anywhere then, which no other word should be. */
export function hasLongWord(text: unknown): boolean {
  return typeof text === 'string' && /\S{25}/.test(text);
}
