import { isCivilDate } from '#clock';
import { type Catalogue, CATALOGUES } from '#commitments';
import { InvalidInput } from '#errors';

/** What one borough had told, and said of its grants, when the snapshot was taken. */
export interface SnapshotPart {
  readonly borough: string;
  readonly position: number;
  readonly grants: { readonly completeTo: string; readonly agreedDays: number } | null;
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
const PART = /^([a-z0-9-]{1,60}):(\d{1,15})(?::(\d{4}-\d{2}-\d{2})\/(\d{1,4}))?$/;

/** A snapshot as an address carries it: instant, catalogue, and for each borough its position and up to when its grants are complete. */
export function snapshotText({ at, catalogue, parts }: Snapshot): string {
  const texts = parts.map(({ borough, position, grants }) => {
    const complete = grants ? `:${grants.completeTo}/${grants.agreedDays}` : '';
    return `${borough}:${position}${complete}`;
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
  const [, borough, position, completeTo, agreedDays] = PART.exec(text) ?? [];
  if (borough === undefined || (completeTo !== undefined && !isCivilDate(completeTo))) return null;
  return { borough, position: Number(position), grants: completeTo === undefined ? null : { completeTo, agreedDays: Number(agreedDays) } };
}

const notASnapshot = (): InvalidInput =>
  new InvalidInput([
    { field: 'asAt', message: 'This is no snapshot of a comparison. Copy the whole address again, or open the comparison of today.' },
  ]);
