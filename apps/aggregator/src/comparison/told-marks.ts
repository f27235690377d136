import { financialYearOf } from '#clock';
import type { MarksPublishedV1 } from '#contracts';
import { prepared, sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';

/** What both chairs of a borough marked of one commitment in one round. */
export type ToldMarks = Pick<MarksPublishedV1, 'round' | 'commitmentId' | 'catalogueVersion' | 'assessedOn' | 'marks' | 'replies'>;

/** Of each commitment, the newest first. */
export type MarksByCommitment = ReadonlyMap<string, readonly ToldMarks[]>;

export const marksByCommitment = (marks: readonly ToldMarks[]): MarksByCommitment => Map.groupBy(marks, ({ commitmentId }) => commitmentId);

/** The newest of these years, or of all where none is named. A round that left the commitment out says nothing of it. */
export function newestMarks(marks: readonly ToldMarks[] | undefined, years: readonly string[]): ToldMarks | null {
  return marks?.find(({ assessedOn }) => years.length === 0 || years.includes(financialYearOf(assessedOn))) ?? null;
}

const MARKS = prepared(`
  select borough, round, commitment_id as "commitmentId", catalogue_version as "catalogueVersion", assessed_on::text as "assessedOn",
    marks, replies
  from commitment_marks where borough = any($1::text[]) and ($2::bigint is null or position <= $2::bigint)
  order by assessed_on desc, position desc`);

/** What these boroughs told of marks by a position; all of it, where none is named. */
export const toldMarks = (
  em: EntityManager,
  boroughs: readonly string[],
  position: number | null = null,
): Promise<(ToldMarks & { readonly borough: string })[]> => sql(em, MARKS, [boroughs, position]);
