/** Why an event is set aside, by the words that the reason begins with. */
const BEGINNINGS = {
  waits: 'An earlier event of the same record waits',
  newer: 'It is newer than we know',
  'not-in-form': 'It does not keep its contract',
  'not-applied': 'It could not be applied',
  misaddressed: 'It was told under another subject',
} as const;

/** `unreadable` is what does not even read as an event: its reason is in the words of whatever was wrong with it. */
export type SetAsideKind = keyof typeof BEGINNINGS | 'unreadable';

/** The reason as it is kept, with what is known of it. */
export function reasonOf(kind: keyof typeof BEGINNINGS, detail?: string): string {
  return detail === undefined ? BEGINNINGS[kind] : `${BEGINNINGS[kind]}: ${detail}`;
}

/** The kind of a reason that is kept. */
export function kindOfReason(reason: string): SetAsideKind {
  const kinds = Object.keys(BEGINNINGS) as (keyof typeof BEGINNINGS)[];
  return kinds.find((kind) => reason.startsWith(BEGINNINGS[kind])) ?? 'unreadable';
}

/** An event that the aggregator could not apply. */
export interface SetAsideEvent {
  readonly position: number;
  /** `unknown` where the event does not read. */
  readonly type: string;
  /** The id of the record; empty where the event does not read. */
  readonly subject: string;
  /** A SetAsideKind, or one that a newer aggregator knows. */
  readonly kind: string;
  readonly reason: string;
  /** RFC 3339. */
  readonly at: string;
}

/** What of one borough's events the aggregator has set aside and not taken since. */
export interface SetAside {
  /** How many, by kind of record; `other` where it is not one that the aggregator knows. Kinds that have none are left out. */
  readonly counts: Readonly<Record<string, number>>;
  /** The newest, in the order of falling positions. */
  readonly newest: readonly SetAsideEvent[];
}

/** How many are told one by one; `counts` has all. */
export const MOST_TOLD = 50;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Reads the aggregator's answer. @throws TypeError where it is something else, as of a program that could not answer. */
export function readSetAside(answer: unknown): SetAside {
  const { counts, newest } = (answer ?? {}) as Partial<SetAside>;
  const isCounted = typeof counts === 'object' && counts !== null && Object.values(counts).every(isCount);
  if (!isCounted || !Array.isArray(newest) || !newest.every(isSetAside)) throw new TypeError('The answer does not say what is set aside');
  return { counts, newest: newest.slice(0, MOST_TOLD) };
}

function isSetAside(event: unknown): event is SetAsideEvent {
  const { position, type, subject, kind, reason, at } = (event ?? {}) as Partial<SetAsideEvent>;
  return isCount(position) && [type, subject, kind, reason, at].every((text) => typeof text === 'string');
}
