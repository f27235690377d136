import { isCivilDate } from '#clock';
import { type Catalogue, CATALOGUES } from '#commitments';
import { InvalidInput } from '#errors';

/** The kinds of record that cases are found in. */
export const FOUND_IN = ['grants', 'consultations', 'compacts'] as const;
export type FoundIn = (typeof FOUND_IN)[number];

/** Up to when records of a kind are complete, and after how many days they count as stale; absent where the borough says nothing. */
export type Complete = Readonly<Partial<Record<FoundIn, { readonly completeTo: string; readonly agreedDays: number }>>>;

/** What one borough had told, and said of its records, when the snapshot was taken. */
export interface SnapshotPart {
  readonly borough: string;
  readonly position: number;
  readonly complete: Complete;
}

/** All that an answer depends on: the same snapshot gives the same bytes for ever, but for what was withdrawn since. */
export interface Snapshot {
  /** RFC 3339, in UTC. */
  readonly at: string;
  readonly catalogue: Catalogue;
  readonly parts: readonly SnapshotPart[];
}

/** Many more than there are boroughs in England. */
const MOST_PARTS = 400;
const PART = /^([a-z0-9-]{1,60}):(\d{1,15})((?::[a-z]*\d{4}-\d{2}-\d{2}\/\d{1,4}){0,3})$/;
/** Without a kind it is of grants: addresses that were made before there were others stay what they were. */
const COMPLETE = /:([a-z]*)(\d{4}-\d{2}-\d{2})\/(\d{1,4})/g;

/** A snapshot as an address carries it: instant, catalogue, and for each borough its position and up to when its records are complete. */
export function snapshotText({ at, catalogue, parts }: Snapshot): string {
  const texts = parts.map(({ borough, position, complete }) => {
    const kinds = FOUND_IN.flatMap((kind) => {
      const { completeTo, agreedDays } = complete[kind] ?? {};
      return completeTo ? [`:${kind === 'grants' ? '' : kind}${completeTo}/${agreedDays}`] : [];
    });
    return `${borough}:${position}${kinds.join('')}`;
  });
  return [at, catalogue.version, ...texts].join(',');
}

/** @throws InvalidInput for what no page of ours leads to. */
export function snapshotFrom(text: string): Snapshot {
  const [at = '', version, ...texts] = text.split(',');
  const catalogue = CATALOGUES.find((one) => one.version === version);
  const parts = texts.map((part) => partFrom(part));
  if (!isInstant(at) || !catalogue || parts.length > MOST_PARTS || parts.some((part) => part === null)) throw notASnapshot();
  if (new Set(parts.map((part) => part?.borough)).size < parts.length) throw notASnapshot();
  return { at, catalogue, parts: parts.filter((part) => part !== null) };
}

/** As `Date.toISOString` writes it, of a day that exists. */
const isInstant = (at: string): boolean => /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:00[.]000Z$/.test(at) && isCivilDate(at.slice(0, 10));

function partFrom(text: string): SnapshotPart | null {
  const [, borough, position, kinds = ''] = PART.exec(text) ?? [];
  if (borough === undefined) return null;
  const complete: { [Kind in FoundIn]?: Complete[Kind] } = {};
  for (const [, name, completeTo = '', agreedDays] of kinds.matchAll(COMPLETE)) {
    const kind = FOUND_IN.find((one) => one === (name || 'grants'));
    if (kind === undefined || complete[kind] || !isCivilDate(completeTo)) return null;
    complete[kind] = { completeTo, agreedDays: Number(agreedDays) };
  }
  return { borough, position: Number(position), complete };
}

const notASnapshot = (): InvalidInput =>
  new InvalidInput([
    { field: 'asAt', message: 'This is no snapshot of a comparison. Copy the whole address again, or open the comparison of today.' },
  ]);
