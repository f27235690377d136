/** What came of it, once an entry is closed. */
export const OUTCOMES = ['settled', 'partly-settled', 'not-settled', 'became-a-concern', 'passed-on'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const ENTRY_STATES = ['open', 'closed'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

export const STEP_KINDS = ['step', 'closed', 'opened-again'] as const;
export type StepKind = (typeof STEP_KINDS)[number];
