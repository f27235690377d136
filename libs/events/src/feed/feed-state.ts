/** What a feed has done since this program follows it. */
export interface FeedCounts {
  readonly appliedEvents: number;
  /** Transactions that they were applied in. */
  readonly appliedRuns: number;
  /** Events that the stream did not bring and the borough was asked for. */
  readonly backfilledEvents: number;
  /** How often what came did not follow from what was applied: a fork, or something altered. Trying again counts for nothing. */
  readonly brokenChains: number;
}

export const NOTHING_DONE: FeedCounts = { appliedEvents: 0, appliedRuns: 0, backfilledEvents: 0, brokenChains: 0 };

/** How one borough's feed stands on the aggregator's side. */
export interface FeedState {
  /** Events that are in the stream, or here, and not applied yet. */
  readonly waiting: number;
  /** Events that the borough has and its stream did not bring. */
  readonly missing: number;
  /** When the borough was last asked for what is missing, RFC 3339. */
  readonly askedAgainAt: string | null;
  /** When what is applied was last found equal to the borough's own log, RFC 3339; null where it was not compared yet. */
  readonly comparedAt: string | null;
  /** Why nothing is applied, where something is wrong; a sentence. */
  readonly fault: string | null;
  readonly counts: FeedCounts;
}

export const NOTHING_HEARD: FeedState = {
  waiting: 0,
  missing: 0,
  askedAgainAt: null,
  comparedAt: null,
  fault: null,
  counts: NOTHING_DONE,
};

/** What was counted before, and more of it. */
export function counted(before: FeedCounts, more: Partial<FeedCounts>): FeedCounts {
  const { appliedEvents = 0, appliedRuns = 0, backfilledEvents = 0, brokenChains = 0 } = more;
  return {
    appliedEvents: before.appliedEvents + appliedEvents,
    appliedRuns: before.appliedRuns + appliedRuns,
    backfilledEvents: before.backfilledEvents + backfilledEvents,
    brokenChains: before.brokenChains + brokenChains,
  };
}
