/** Why an event is set aside, by kind, in words that the detail may follow. */
const WORDS = {
  waits: 'An earlier event of the same record waits',
  newer: 'It is newer than we know',
  'not-in-form': 'It does not keep its contract',
  'not-applied': 'It could not be applied',
  misaddressed: 'It was told under another subject',
  unreadable: 'It does not read as an event',
} as const;

export type SetAsideKind = keyof typeof WORDS;

/** Why one event cannot be applied. */
export interface Refusal {
  readonly kind: SetAsideKind;
  /** A sentence, with what is known of it. */
  readonly reason: string;
}

export function refusal(kind: SetAsideKind, detail?: string): Refusal {
  return { kind, reason: detail === undefined ? WORDS[kind] : `${WORDS[kind]}: ${detail}` };
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
