import pLimit from 'p-limit';

/** How many feeds write at once. The others gather longer runs meanwhile, and people who read find a session of the database free. */
const WRITE_AT_ONCE = 5;
/**
 * How many events all streams together may be asked for. A broker leaves out what it cannot get rid of once 64 MB lie unread at one client
 * (max_pending), and the consumers it left something out of stand still until they are made anew. As many again are held, and written.
 */
const MOST_ASKED_FOR = 8_000;
/**
 * Fewer make runs too short: with 300 boroughs an event took twice the time in runs of 50 that it took in runs of 100, which are 30,000
 * events or some 40 MB in all. More wait in memory for nothing.
 */
const [LEAST_OF_ONE, MOST_OF_ONE] = [100, 1_000];

/** What one feed may take of that which all feeds of a program share. */
export interface FeedBounds {
  /** How many events it may ask its stream for at once, and how many it may hold. */
  readonly most: number;
  /** Does something once it is this feed's turn to write. */
  turn<Done>(act: () => Promise<Done>): Promise<Done>;
}

/** The bounds that the feeds of so many boroughs share. */
export function feedBounds(boroughs: number): FeedBounds {
  const most = Math.min(MOST_OF_ONE, Math.max(LEAST_OF_ONE, Math.floor(MOST_ASKED_FOR / boroughs)));
  return { most, turn: pLimit(WRITE_AT_ONCE) };
}
