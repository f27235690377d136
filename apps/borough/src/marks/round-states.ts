/** How far a round has come: both sides mark, each alone; both read, and may reply; everyone reads it. Or it was taken back. */
export const ROUND_STATES = ['marking', 'open', 'published', 'withdrawn'] as const;
export type RoundState = (typeof ROUND_STATES)[number];

/** The days that tell how far a round has come. */
export interface RoundDays {
  readonly openedOn?: string | null;
  readonly publishedOn?: string | null;
  readonly withdrawnOn?: string | null;
}

export function stateOf({ withdrawnOn, publishedOn, openedOn }: RoundDays): RoundState {
  if (withdrawnOn) return 'withdrawn';
  if (publishedOn) return 'published';
  return openedOn ? 'open' : 'marking';
}
