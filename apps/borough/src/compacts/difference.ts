import { diffWordsWithSpace } from 'diff';

/** A clause as a version has it. */
export interface ReadClause {
  readonly clauseId: string;
  readonly number: string;
  readonly heading?: string | null | undefined;
  readonly text: string;
}

/** A run of words that both versions have, or one of them. */
export interface Words {
  readonly text: string;
  readonly is: 'same' | 'added' | 'removed';
}

/** What became of one clause, by its id, from one version to another. */
export interface ClauseDifference<Clause extends ReadClause> {
  readonly is: 'same' | 'changed' | 'added' | 'removed';
  readonly before: Clause | null;
  readonly after: Clause | null;
  /** Its words, with what was added and removed marked. */
  readonly words: readonly Words[];
  /** It stands under another number, or another heading. */
  readonly isMoved: boolean;
}

/** Clause by clause in the order of the later version, each removed one where it stood. A clause is the same by its id alone. */
export function differenceOf<Clause extends ReadClause>(
  before: readonly Clause[],
  after: readonly Clause[],
): readonly ClauseDifference<Clause>[] {
  const earlier = new Map(before.map((clause) => [clause.clauseId, clause]));
  const stays = new Set(after.map(({ clauseId }) => clauseId));
  const removedAfter = new Map<string | null, ClauseDifference<Clause>[]>();
  let previous: string | null = null;
  for (const clause of before) {
    if (stays.has(clause.clauseId)) previous = clause.clauseId;
    else removedAfter.set(previous, [...(removedAfter.get(previous) ?? []), differs(clause, null)]);
  }
  return [
    ...(removedAfter.get(null) ?? []),
    ...after.flatMap((clause) => [differs(earlier.get(clause.clauseId) ?? null, clause), ...(removedAfter.get(clause.clauseId) ?? [])]),
  ];
}

/** Texts that have less in common are shown one after the other, since to compare them takes too long. */
const MOST_EDITS = 1_000;

function wordsOf(before: string, after: string): readonly Words[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS }) as ReturnType<typeof diffWordsWithSpace> | undefined;
  if (!changes)
    return [
      { text: before, is: 'removed' },
      { text: after, is: 'added' },
    ];
  return inRuns(changes.map(({ value, added, removed }): Words => ({ text: value, is: added ? 'added' : removed ? 'removed' : 'same' })));
}

/** Changes with nothing but a space between them are one, so that a reader is not told of each word by itself. */
function inRuns(words: readonly Words[]): readonly Words[] {
  const runs: Words[] = [];
  let [removed, added] = ['', ''];
  const close = () => {
    if (removed) runs.push({ text: removed, is: 'removed' });
    if (added) runs.push({ text: added, is: 'added' });
    [removed, added] = ['', ''];
  };
  for (const [at, { text, is }] of words.entries()) {
    const joins = is === 'same' && text.trim() === '' && (removed || added) && at < words.length - 1;
    if (is === 'same' && !joins) {
      close();
      runs.push({ text, is });
      continue;
    }
    if (is !== 'added') removed += text;
    if (is !== 'removed') added += text;
  }
  close();
  return runs;
}

function differs<Clause extends ReadClause>(before: Clause | null, after: Clause | null): ClauseDifference<Clause> {
  const words = wordsOf(before?.text ?? '', after?.text ?? '');
  const isMoved = before !== null && after !== null && (before.number !== after.number || (before.heading ?? '') !== (after.heading ?? ''));
  if (!before) return { is: 'added', before, after, words, isMoved };
  if (!after) return { is: 'removed', before, after, words, isMoved };
  return { is: before.text === after.text && !isMoved ? 'same' : 'changed', before, after, words, isMoved };
}
