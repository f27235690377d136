import { isCivilDate } from '#clock';
import { InvalidInput } from '#errors';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, isUUID, Max, MaxLength, Min } from 'class-validator';

const LONGEST_CURSOR = 600;
const LIMIT = 'limit must be a whole number from 1 to 500';

/** The part of a list that is asked for. A list's own query extends this with its filters. */
export class ListQuery {
  /** How many items at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: LIMIT })
  @Min(1, { message: LIMIT })
  @Max(500, { message: LIMIT })
  limit = 50;

  /** `next` of the part before. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  cursor?: string;
}

/** One part of a list, and the cursor of the next; null at its end. */
export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** Where a list goes on: the values it is ordered by, of the last item shown. The last of them must be unique, such as an id. */
export type CursorKey = readonly (string | number | null)[];

/**
 * A part of a list, from `limit + 1` rows asked for in the order of their keys: the row too many says that there is more.
 */
export function page<T>(rows: readonly T[], limit: number, keyOf: (row: T) => CursorKey): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

/** A key as a cursor: text that is safe in an address and means nothing to anybody else. */
export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

interface Kinds {
  text: string;
  uuid: string;
  date: string;
  number: number;
}

/** What stands at one place of a key; `…?` may be null. */
export type Kind = keyof Kinds | `${keyof Kinds}?`;

type Value<K extends Kind> = K extends `${infer One extends keyof Kinds}?` ? Kinds[One] | null : K extends keyof Kinds ? Kinds[K] : never;

type Key<K extends readonly Kind[]> = { [At in keyof K]: Value<K[At]> };

const CHECKS: { readonly [K in keyof Kinds]: (value: unknown) => boolean } = {
  text: (value) => typeof value === 'string' && !value.includes('\0'),
  uuid: (value) => isUUID(value),
  date: isCivilDate,
  number: (value) => typeof value === 'number' && Number.isFinite(value),
};

/**
 * The key in a cursor, each place of the kind that the list is ordered by; null where there is no cursor. Throws InvalidInput
 * for a cursor that this list did not make, so that it never reaches the database.
 */
export function decodeCursor<const K extends readonly Kind[]>(cursor: string | undefined, ...kinds: K): Key<K> | null {
  if (cursor === undefined) return null;
  const key = parsed(cursor);
  const isOurs = Array.isArray(key) && key.length === kinds.length && kinds.every((kind, at) => fits(key[at], kind));
  if (!isOurs) {
    const message = 'This cursor was not made by this list, or a part of it is missing. Leave it out to start again.';
    throw new InvalidInput([{ field: 'cursor', message }]);
  }
  return key as Key<K>;
}

function fits(value: unknown, kind: Kind): boolean {
  if (kind.endsWith('?')) return value === null || CHECKS[kind.slice(0, -1) as keyof Kinds](value);
  return CHECKS[kind as keyof Kinds](value);
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

/** The part of a whole list that a cursor asks for. */
export function partOf<Item extends { readonly id: string }>(all: readonly Item[], { cursor, limit }: ListQuery): Page<Item> {
  const [after] = decodeCursor(cursor, 'uuid') ?? [];
  return page(all.slice(all.findIndex(({ id }) => id === after) + 1), limit, ({ id }) => [id]);
}
