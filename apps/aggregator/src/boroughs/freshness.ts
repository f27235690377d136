import { dateInWords, daysBetween } from '#clock';
import { listed } from '#errors';
import { type FreshnessState, instant } from '#pages';

/** What a borough last said of itself. */
export interface Head {
  readonly position: number;
  /** RFC 3339. */
  readonly heardAt: string;
  readonly intervalMs: number;
}

/** How far one record type of a borough is published. */
export interface RecordType {
  readonly name: string;
  /** The day its records are complete to; null where the borough does not publish it yet. */
  readonly completeTo: string | null;
  /** Days without news that the borough agreed to. */
  readonly agreedDays: number;
  /** Days that usually pass between two days of publishing; null where there are too few to tell. */
  readonly usualDays: number | null;
}

export interface FreshnessInput {
  readonly now: Date;
  readonly today: string;
  /** Null: the borough was never heard. */
  readonly head: Head | null;
  /** How far its events are applied here. */
  readonly position: number;
  /** Events that are known to exist and did not come, and when they were last asked for again, RFC 3339. */
  readonly missing: number;
  readonly askedAgainAt: string | null;
  /** Events that came and are not applied yet. */
  readonly waiting: number;
  readonly recordTypes: readonly RecordType[];
}

export interface Freshness {
  readonly state: FreshnessState;
  readonly sentence: string;
}

/** Heartbeats that may be missed before the link counts as down (screens.md 3.0.2). */
const INTERVALS_MISSED = 3;

/**
 * How fresh a borough's records are here: exactly one state, with the sentence that names its cause.
 *
 * Where several hold, the one that hides the others comes first: without a heartbeat nothing else is known (link down); what is missing
 * cannot be applied (gap); what is not applied cannot be seen (hub behind); only when all that was sent is here does it mean anything
 * what the borough publishes (partly published), and how lately (publisher quiet).
 */
export function freshness(input: FreshnessInput): Freshness {
  return ofTheWay(input) ?? ofTheRecords(input);
}

/** The same for each kind of record alone. What holds of the way here holds of them all, and is said once. */
export function freshnessByType(input: FreshnessInput): (RecordType & Freshness)[] {
  const all = ofTheWay(input);
  return input.recordTypes.map((recordType) => ({ ...recordType, ...(all ?? ofTheRecords({ ...input, recordTypes: [recordType] })) }));
}

const ofTheWay = (input: FreshnessInput): Freshness | null => linkDown(input) ?? gap(input) ?? hubBehind(input);

const ofTheRecords = (input: FreshnessInput): Freshness => partlyPublished(input) ?? publisherQuiet(input) ?? upToDate(input);

function linkDown({ head, now }: FreshnessInput): Freshness | null {
  if (!head) return { state: 'link-down', sentence: 'Nothing heard yet, so nothing of this borough is shown.' };
  if (silence(head, now) <= INTERVALS_MISSED * head.intervalMs) return null;
  return { state: 'link-down', sentence: `Nothing heard since ${instant(head.heardAt)}. Figures stand as at then.` };
}

/** Milliseconds since the last heartbeat. */
const silence = ({ heardAt }: Head, now: Date): number => now.getTime() - Date.parse(heardAt);

function gap({ missing, askedAgainAt }: FreshnessInput): Freshness | null {
  if (missing <= 0) return null;
  const asked = askedAgainAt ? `Asked again on ${instant(askedAgainAt)}.` : 'They are being asked for again.';
  return { state: 'gap', sentence: `${records(missing)} not yet received. ${asked}` };
}

function hubBehind({ head, position, waiting }: FreshnessInput): Freshness | null {
  const behind = Math.max(waiting, (head?.position ?? 0) - position);
  return behind > 0 ? { state: 'hub-behind', sentence: `Our delay, not the borough’s. ${records(behind)} waiting.` } : null;
}

function partlyPublished({ recordTypes }: FreshnessInput): Freshness | null {
  const names = (isPublished: boolean): string[] =>
    recordTypes.filter(({ completeTo }) => (completeTo !== null) === isPublished).map(({ name }) => name);
  const [published, missing] = [names(true), names(false)];
  if (missing.length === 0 && published.length > 0) return null;
  const yes = published.length > 0 ? `${sentenceCase(listed(published))}: yes. ` : '';
  return { state: 'partly-published', sentence: `${yes}${sentenceCase(listed(missing)) || 'Anything'}: not yet.` };
}

function publisherQuiet({ recordTypes, today }: FreshnessInput): Freshness | null {
  const quiet = recordTypes
    .map(({ name, completeTo, usualDays, agreedDays }) => ({
      name,
      days: daysBetween(completeTo ?? today, today),
      usualDays,
      rhythm: usualDays ?? agreedDays,
    }))
    .filter(({ days, rhythm }) => days > rhythm)
    .toSorted((one, other) => other.days - other.rhythm - (one.days - one.rhythm))[0];
  if (!quiet) return null;
  const rhythm = quiet.usualDays === null ? `agreed at least every ${quiet.rhythm}` : `usually every ${quiet.rhythm}`;
  return { state: 'publisher-quiet', sentence: `The link works. No new ${quiet.name} published for ${days(quiet.days)}; ${rhythm}.` };
}

function upToDate({ head, now, recordTypes }: FreshnessInput): Freshness {
  const oldest = recordTypes.map(({ completeTo }) => completeTo ?? '').toSorted()[0] ?? '';
  const heard = head ? ` Received ${ago(silence(head, now))}.` : '';
  return { state: 'up-to-date', sentence: `Complete to ${dateInWords(oldest)}.${heard}` };
}

/** Days between two days of publishing, as the median of the gaps; null for fewer than three such days. */
export function usualGap(publishingDays: readonly string[]): number | null {
  if (publishingDays.length < 3) return null;
  const days = publishingDays.toSorted();
  const gaps = days
    .slice(1)
    .map((day, index) => daysBetween(days[index] ?? day, day))
    .toSorted((one, other) => one - other);
  const middle = Math.floor(gaps.length / 2);
  const [low = 0, high = 0] = gaps.length % 2 === 1 ? [gaps[middle], gaps[middle]] : [gaps[middle - 1], gaps[middle]];
  return Math.round((low + high) / 2);
}

const numbers = new Intl.NumberFormat('en-GB');

const records = (count: number): string => `${numbers.format(count)} ${count === 1 ? 'record' : 'records'}`;

const days = (count: number): string => `${numbers.format(count)} ${count === 1 ? 'day' : 'days'}`;

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'} ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago` : `${Math.floor(minutes / 60)} hours ago`;
}
