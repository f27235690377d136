/** How an act that needs two keys stands. */
export const STATES = ['proposed', 'confirmed', 'refused', 'withdrawn', 'expired'] as const;
export type State = (typeof STATES)[number];
