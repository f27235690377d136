import type { EntityManager } from '@mikro-orm/postgresql';
import type { Columns, Row } from '../bulk.js';
import { cut, type CutTexts, MARKS, quotedLexeme, stemmed } from './grant-words.js';

export const WORDS_COLUMNS: Columns = { grant_id: 'uuid', words: 'tsvector' };

/** The texts of grants, taken apart for `wordsRows`. */
export const cutTexts = (grants: readonly Row[]): Promise<CutTexts> =>
  cut(grants.map(({ title, organisation_name, description }) => `${title} ${organisation_name} ${description}`));

/** What each of these grants is found by, named by the grant: the stems of the words of its texts, and its marks. */
export async function wordsRows(em: EntityManager, grants: readonly Row[], texts: CutTexts): Promise<ReadonlyMap<unknown, Row>> {
  const stems = await stemmed(em, texts);
  return new Map(
    grants.map((grant, index) => {
      const words = [...(stems[index] ?? []), ...marksOf(grant).map(quotedLexeme)].join(' ');
      return [grant.grant_id, { grant_id: grant.grant_id, words }];
    }),
  );
}

function marksOf({ identifier, organisation_identifier, programme_id, programme_title, department_id, department_name }: Row): string[] {
  const text = (value: unknown) => value as string;
  return [
    MARKS.identifier(text(identifier)),
    MARKS.organisation(text(organisation_identifier)),
    MARKS.programme(text(programme_id)),
    MARKS.department(text(department_id)),
    ...(programme_title ? [MARKS.programmeTitle(text(programme_title))] : []),
    ...(department_name ? [MARKS.departmentName(text(department_name))] : []),
  ];
}
