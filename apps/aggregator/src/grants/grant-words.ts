import { prepared, sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { setImmediate as soon } from 'node:timers/promises';

/** Stands for "nothing recorded" where a programme or department is chosen. */
export const NONE = 'none';

/** What a grant is found by, beside words: each is one lexeme of its own, which no word can be, since it begins with a sign. */
export const MARKS = {
  identifier: (identifier: string) => `#${identifier}`,
  organisation: (identifier: string) => `=o${identifier}`,
  programme: (id: string | null | undefined) => `=p${id?.toLowerCase() ?? NONE}`,
  programmeTitle: (title: string) => `=P${title.toLowerCase()}`,
  department: (id: string | null | undefined) => `=d${id?.toLowerCase() ?? NONE}`,
  departmentName: (name: string) => `=D${name.toLowerCase()}`,
} as const;

const MOST_REMEMBERED = 50_000;
/** Longer, and the database would wait for what it is asked next. */
const CUT_AT_ONCE = 100;
/** Longer ones are no words, and PostgreSQL takes no lexeme beyond 2,046 bytes. */
const LONGEST_WORD = 100;

/** The stem of each word met so far; null: too common to be looked for. */
let stems = new Map<string, string | null>();

/** The words of a text as they are looked for: runs of letters and digits, in small letters. */
function wordsIn(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(({ length }) => length <= LONGEST_WORD);
}

/** Words of some texts with the stems that are known of them; `stemmed` asks for those that are not. */
export interface CutTexts {
  readonly texts: readonly (readonly string[])[];
  readonly stems: string[][];
  readonly unknown: ReadonlySet<string>;
  /** What was known when they were taken apart, and what has become known since. */
  readonly known: Map<string, string | null>;
}

/** Takes texts apart, without asking anybody: what a program can do while its database is at work, some at a time. */
export async function cut(texts: readonly string[]): Promise<CutTexts> {
  if (stems.size > MOST_REMEMBERED) stems = new Map();
  const known = stems;
  const all = { texts: [] as (readonly string[])[], stems: [] as string[][], unknown: new Set<string>(), known };
  for (let at = 0; at < texts.length; at += CUT_AT_ONCE) {
    if (at > 0) await soon();
    const some = withStems(texts.slice(at, at + CUT_AT_ONCE).map(wordsIn), known);
    all.texts.push(...some.texts);
    all.stems.push(...some.stems);
    for (const word of some.unknown) all.unknown.add(word);
  }
  return all;
}

function withStems(texts: CutTexts['texts'], known: CutTexts['known']): CutTexts {
  const unknown = new Set<string>();
  const stemsIn = (words: readonly string[]): string[] => {
    const found = new Set<string>();
    for (const word of words) {
      const stem = known.get(word);
      if (stem) found.add(stem);
      else if (stem === undefined) unknown.add(word);
    }
    return [...found];
  };
  return { texts, stems: texts.map(stemsIn), unknown, known };
}

const STEMS = prepared(
  `select word, case when word ~ '[^[:alpha:]]' then word else (ts_lexize('english_stem', word))[1] end as stem
   from unnest($1::text[]) as word`,
);

/**
 * The stems of the words of each text, each once, by PostgreSQL's English dictionary, without those too common to be looked for. What has
 * a digit in it is its own stem. Only words not met before are asked for: a vector of each text anew would take ten times as long.
 */
export async function stemmed(em: EntityManager, { texts, stems: found, unknown, known }: CutTexts): Promise<string[][]> {
  if (unknown.size === 0) return found;
  const rows = await sql<{ word: string; stem: string | null }>(em, STEMS, [[...unknown]]);
  for (const { word, stem } of rows) known.set(word, stem);
  return withStems(texts, known).stems;
}

/** A lexeme as a vector or a query of PostgreSQL is written. */
export function quotedLexeme(lexeme: string): string {
  return /['\\]/.test(lexeme) ? `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${lexeme}'`;
}

const MOST_WORDS_ASKED = 10;

/** The stems of what was typed, for a grant that has words beginning with each of them. */
export async function stemsOf(em: EntityManager, typed: string): Promise<string[]> {
  const [found = []] = await stemmed(em, withStems([wordsIn(typed).slice(0, MOST_WORDS_ASKED)], stems));
  return found;
}
