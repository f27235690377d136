import type { Measure } from '#contracts';

/** What a commitment is about; more than half of the first catalogue is not about money. */
export const THEMES = ['Funding', 'Consultation', 'Meetings', 'Representation', 'Changes to services', 'Equality', 'Governance'] as const;
export type Theme = (typeof THEMES)[number];

/** What all boroughs of the network can be asked alike. */
export interface Commitment {
  /** For good: `N-07`. */
  readonly id: string;
  readonly title: string;
  readonly theme: Theme;
  /** Why it matters, in a sentence. */
  readonly why: string;
  readonly question: string;
  /** What counts as one case, and what is left out. */
  readonly oneCase: string;
  /** Of the national Compact (`NC2010`), or of a statute or guidance. */
  readonly sources: readonly string[];
  /** The rule that checks it from records; null where both chairs give it a mark. */
  readonly rule: string | null;
  /** The network's own measure, the same for all; null where the rule needs none, or there is no rule. */
  readonly measure: Measure | null;
  /** Whether its cases are records that only a few may see, so that they are counted nowhere outside. */
  readonly isCase: boolean;
  /** What the marks 0 to 3 mean here; of those without a rule. */
  readonly anchors: readonly [string, string, string, string] | null;
}
