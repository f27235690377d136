import type { EvidenceGrade, MarkEvidence } from '#contracts';

/** The marks of both chairs for one commitment, each by the anchors of the catalogue; null where a side left it out. */
export interface SidesMarks {
  readonly council: number | null;
  readonly sector: number | null;
}

/** What a result rests on where no record shows it (screens.md 3.0.1). */
export const MARK_BASES = ['joint-assessment', 'views-differ', 'council-only', 'vcs-only', 'not-assessed'] as const;
export type MarkBasis = (typeof MARK_BASES)[number];

export const BASIS_WORDS: Readonly<Record<MarkBasis, string>> = {
  'joint-assessment': 'Joint assessment',
  'views-differ': 'Views differ',
  'council-only': 'Council only',
  'vcs-only': 'VCS only',
  'not-assessed': 'Not assessed',
};

export const EVIDENCE_WORDS: Readonly<Record<EvidenceGrade, string>> = {
  'document-given': 'Document given',
  'statement-only': 'Statement only',
};

/** What stands where a side names nothing that its mark rests on. */
export const NO_EVIDENCE = 'No evidence given';

/** With what is quoted and where, as far as it is given. */
export function evidenceInWords(evidence: MarkEvidence | undefined): string {
  if (!evidence) return `${NO_EVIDENCE}.`;
  const { grade, words, page, link } = evidence;
  return [`${EVIDENCE_WORDS[grade]}: “${words}”`, page && `page ${page}`, link].filter(Boolean).join(', ');
}

/** Marks run from 0 to this one. */
export const HIGHEST_MARK = 3;

export function basisOf({ council, sector }: SidesMarks): MarkBasis {
  if (council === null) return sector === null ? 'not-assessed' : 'vcs-only';
  if (sector === null) return 'council-only';
  return council === sector ? 'joint-assessment' : 'views-differ';
}

/** What both sides’ marks come to, as a page says it: one mark where they are the same, and both where they are not. */
export function marksInWords(marks: SidesMarks): string {
  const [basis, mark] = [basisOf(marks), marks.council ?? marks.sector];
  if (mark === null) return BASIS_WORDS[basis];
  if (basis === 'views-differ') return `${BASIS_WORDS[basis]}: council ${marks.council}, VCS ${marks.sector}`;
  return `${mark} of ${HIGHEST_MARK}, ${BASIS_WORDS[basis]}`;
}
