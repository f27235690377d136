/** How far a version of a Compact is (domain.md 3.1). `analysing`, `in-force` and `superseded` follow from its dates: nobody sets them. */
export const VERSION_STATES = [
  'draft',
  'approved-for-consultation',
  'final-draft',
  'presented',
  'returned',
  'abandoned',
  'consulting',
  'analysing',
  'adopted',
  'in-force',
  'superseded',
] as const;
export type VersionState = (typeof VERSION_STATES)[number];

/** Those that are written down. */
export const KEPT_STATES = [
  'draft',
  'approved-for-consultation',
  'consulting',
  'final-draft',
  'presented',
  'returned',
  'adopted',
  'abandoned',
] as const satisfies readonly VersionState[];
export type KeptState = (typeof KEPT_STATES)[number];

/** Everyone reads the text of these as it is. */
export const ADOPTED_STATES: readonly VersionState[] = ['adopted', 'in-force', 'superseded'];

/** What a version is kept as, and when it is open for answers. */
interface Consulted {
  readonly state: KeptState;
  readonly opensOn?: string | null | undefined;
  readonly closesOn?: string | null | undefined;
}

/** How far a version is on a day by the days of its consultation. */
export function consultedStateOn({ state, opensOn, closesOn }: Consulted, today: string): VersionState {
  if (state !== 'consulting') return state;
  if (opensOn && today < opensOn) return 'approved-for-consultation';
  return closesOn && today > closesOn ? 'analysing' : 'consulting';
}

export const VERSION_STATE_WORDS: Readonly<Record<VersionState, { readonly text: string; readonly inSentence: string }>> = {
  draft: { text: 'Draft', inSentence: 'a draft' },
  'approved-for-consultation': { text: 'Approved for consultation', inSentence: 'approved for consultation' },
  consulting: { text: 'In consultation', inSentence: 'in consultation' },
  analysing: { text: 'Answers are being read', inSentence: 'closed for answers, which are being read' },
  'final-draft': { text: 'Final draft', inSentence: 'a final draft' },
  presented: { text: 'Presented', inSentence: 'presented' },
  returned: { text: 'Returned', inSentence: 'returned' },
  adopted: { text: 'Adopted', inSentence: 'adopted' },
  'in-force': { text: 'In force', inSentence: 'in force' },
  superseded: { text: 'Superseded', inSentence: 'superseded' },
  abandoned: { text: 'Abandoned', inSentence: 'abandoned' },
};

/** The text is still written. */
export const WRITABLE: readonly VersionState[] = ['draft', 'final-draft', 'returned'];
