import type { DomainError } from '#errors';
import { InvalidInput, type InputError } from '#errors';
import { faultyParts } from './date-parts.js';

type Sent = { readonly [name: string]: unknown };

/** What a form's page gets besides its own model when it was refused. */
export interface RefusedForm {
  /** Everything that was typed, as it was typed. */
  readonly values: Sent;
  /** By field: the message, and for a date which of its boxes are at fault. */
  readonly errors: { readonly [field: string]: { readonly text: string; readonly parts?: readonly string[] } };
  /** For the summary at the top, each leading to its field. */
  readonly errorList: readonly { readonly text: string; readonly href?: string }[];
}

/** What to show of a refused form. */
export function refusedForm(error: DomainError, sent: unknown): RefusedForm {
  const values = typedValues(sent);
  const found: readonly (Omit<InputError, 'field'> & { field?: string })[] =
    error instanceof InvalidInput ? error.errors : [{ ...(error.field !== undefined && { field: error.field }), message: error.message }];
  const errors: Record<string, { text: string; parts?: string[] }> = {};
  const errorList = found.map(({ field, message }) => {
    if (!field) return { text: message };
    const parts = `${field}-day` in values ? faultyParts(values, field) : undefined;
    errors[field] ??= { text: message, ...(parts && { parts }) };
    return { text: message, href: `#${parts ? `${field}-${parts[0]}` : field}` };
  });
  return { values, errors, errorList };
}

/** The summary leads through the fields as they stand on the page, in whatever order they were checked. */
export function inOrderOf(page: string, { errorList, ...refused }: RefusedForm): RefusedForm {
  const placeOf = ({ href }: RefusedForm['errorList'][number]): number => {
    const place = href ? page.indexOf(`id="${href.slice(1)}"`) : 0;
    return place < 0 ? page.length : place;
  };
  return { ...refused, errorList: errorList.toSorted((one, other) => placeOf(one) - placeOf(other)) };
}

/** The fields of a form as they were typed, without its files and what the form itself carries, such as `_csrf`. */
export function typedValues(sent: unknown): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries((sent ?? {}) as Sent)) if (!name.startsWith('_') && isTyped(value)) kept[name] = value;
  return kept;
}

function isTyped(value: unknown): value is string | string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}
