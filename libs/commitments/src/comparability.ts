import { dateInWords } from '#clock';
import type { Lens } from '#contracts';
import { NOT_MAPPED } from './relations.js';
import { FEWEST_FOR_A_FIGURE } from './tally.js';

/** Why nothing can be compared, in the order in which it is asked: the first that holds is said (screens.md 3.0.1). */
export const NOT_COMPARABLE = [
  'no-data',
  'not-provided',
  'withheld',
  'no-compact',
  'silent',
  'no-measure',
  'unmapped',
  'stale',
  'changed',
  'reply-open',
  'too-few',
] as const;
export type NotComparable = (typeof NOT_COMPARABLE)[number];

/** What there is to know of one borough and one commitment in a period, before a figure is shown. */
export interface Situation {
  /** Whether the borough published any case of this commitment in the period. */
  readonly hasData: boolean;
  readonly isProvided: boolean;
  /** Cases held back as confidential; null where none is. */
  readonly withheld: number | null;
  /** Where no Compact was in force for the whole period: from and to when. */
  readonly withoutCompact: { readonly from: string; readonly to: string } | null;
  /**
   * Whether the Compact in force deals with it, and with a number or test; null where both chairs have not agreed on a mapping, or there
   * is nothing to map.
   */
  readonly mapping: 'measured' | 'no-measure' | 'silent' | null;
  /** Whether all cases are older than what holds now, so that `mapping` is of what held before. */
  readonly isOfEarlierWords: boolean;
  /** Where records are older than the borough agreed to. */
  readonly stale: { readonly endOn: string; readonly agreedDays: number } | null;
  /** When the clause or the catalogue changed within the period. */
  readonly changedOn: string | null;
  readonly replyUntil: string | null;
  /** Cases that were kept or not kept. */
  readonly judged: number;
}

export interface Excluded {
  readonly state: NotComparable;
  readonly says: string;
}

/** Of whatever a borough published nothing. */
export const NOTHING_PUBLISHED: Excluded = { state: 'no-data', says: 'Nothing published for this period' };

/** Beside what the Compact says now, a reason from before would contradict it. */
const OF_MAPPING: ReadonlySet<NotComparable> = new Set(['silent', 'no-measure', 'unmapped']);
const OLDER = 'the cases are older than what holds now';

/** Those of the borough's own words, which the network's measure does not need. */
const OF_OWN_WORD: ReadonlySet<NotComparable> = new Set(['no-compact', 'silent', 'no-measure']);

const SENTENCES: Readonly<Record<NotComparable, (situation: Situation) => string | null>> = {
  'no-data': ({ hasData }) => (hasData ? null : NOTHING_PUBLISHED.says),
  'not-provided': ({ isProvided }) => (isProvided ? null : 'The borough does not run this activity'),
  withheld: ({ withheld }) => (withheld === null ? null : withheldSays(withheld)),
  'no-compact': ({ withoutCompact }) =>
    withoutCompact && `No Compact in force between ${dateInWords(withoutCompact.from)} and ${dateInWords(withoutCompact.to)}`,
  silent: ({ mapping }) => (mapping === 'silent' ? 'The Compact in force says nothing about this' : null),
  'no-measure': ({ mapping }) => (mapping === 'no-measure' ? 'The clause gives no number or test to check against' : null),
  unmapped: ({ mapping, withoutCompact }) => (mapping === null && !withoutCompact ? NOT_MAPPED : null),
  stale: ({ stale }) =>
    stale && `Published records end on ${dateInWords(stale.endOn)}, older than the ${stale.agreedDays} days the borough agreed to`,
  changed: ({ changedOn }) =>
    changedOn && `The clause or the catalogue changed on ${dateInWords(changedOn)}; before and after are shown apart`,
  'reply-open': ({ replyUntil }) => replyUntil && `The borough is within its right of reply until ${dateInWords(replyUntil)}`,
  'too-few': ({ judged }) =>
    judged < FEWEST_FOR_A_FIGURE
      ? `Fewer than ${FEWEST_FOR_A_FIGURE} cases in the period (${judged}), so no rate is shown; the cases are listed if public`
      : null,
};

/** Why one lens cannot show a figure; null where it can. */
export function excludedBy(lens: Lens, situation: Situation): Excluded | null {
  for (const state of NOT_COMPARABLE) {
    if (lens === 'common-measure' && OF_OWN_WORD.has(state)) continue;
    const says = SENTENCES[state](situation);
    if (says !== null) return { state, says: situation.isOfEarlierWords && OF_MAPPING.has(state) ? `${says}; ${OLDER}` : says };
  }
  return null;
}

function withheldSays(known: number): string {
  return known < FEWEST_FOR_A_FIGURE
    ? 'Held back as confidential; known cases are not counted'
    : `Held back as confidential; ${known} known cases are not counted`;
}
