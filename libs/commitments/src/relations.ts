import type { MappedRelation, Measure } from '#contracts';
import { CATALOGUE } from './catalogue/catalogue.js';
import type { Commitment } from './catalogue/commitment.js';
import { measureInFull } from './measure.js';

/** How a clause of a borough's Compact stands to a commitment of the network (screens.md 3.0.1). */
export const RELATIONS = ['same', 'stronger', 'weaker', 'overlaps', 'no-measure', 'silent', 'no-compact'] as const;
export type Relation = (typeof RELATIONS)[number];

export const RELATION_WORDS: Readonly<Record<Relation, { readonly text: string; readonly means: string }>> = {
  same: { text: 'Same promise', means: 'Same duty, same or equivalent measure' },
  stronger: { text: 'Stronger promise', means: 'Same duty, more demanding parameter' },
  weaker: { text: 'Weaker promise', means: 'Same duty, less demanding parameter' },
  overlaps: { text: 'Overlaps', means: 'Shares part; the shared part and both rests are written out' },
  'no-measure': { text: 'Promise without a measure', means: 'The duty is there, no number or test' },
  silent: { text: 'Silent', means: 'The Compact in force does not deal with it' },
  'no-compact': { text: 'No Compact in force', means: 'Nothing to map' },
};

/** What a borough's promise counts to, as a page says it. */
export function ownMeasureInWords({ relation, measure }: { readonly relation: MappedRelation; readonly measure: Measure | null }): string {
  if (measure) return measureInFull(measure);
  return relation === 'silent' ? 'Nothing is promised' : relation === 'no-measure' ? 'No number or test' : 'Needs no number';
}

/** What the network asks of everyone, as a page says it. */
export function networkMeasureInWords({ measure, rule }: Pick<Commitment, 'measure' | 'rule'>): string {
  return measure ? measureInFull(measure) : rule === null ? 'Marks of both chairs' : 'Needs no number';
}

/** What stands beside a clause in the text of a version: how it stands to a commitment. */
export interface ClauseTag {
  readonly text: string;
  readonly title: string;
  readonly href: string;
}

interface OfClauses {
  readonly commitmentId: string;
  readonly relation: MappedRelation;
  readonly clauses: readonly { readonly clauseId: string }[];
}

/** By clause, how it stands to which commitments. */
export function tagsByClause(
  mappings: readonly OfClauses[],
  hrefOf: (commitmentId: string) => string,
): Readonly<Record<string, readonly ClauseTag[]>> {
  const tags: Record<string, ClauseTag[]> = {};
  for (const { commitmentId, relation, clauses } of mappings) {
    const title = CATALOGUE.commitments.find(({ id }) => id === commitmentId)?.title ?? '';
    const tag = { text: RELATION_WORDS[relation].text, title: `${commitmentId} ${title}`, href: hrefOf(commitmentId) };
    for (const { clauseId } of clauses) (tags[clauseId] ??= []).push(tag);
  }
  return tags;
}

/** Of a clause and a commitment that both chairs have not agreed on, whatever one of them proposed. */
export const NOT_MAPPED = 'The two chairs have not agreed a mapping yet';
