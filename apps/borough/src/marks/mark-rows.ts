import type { MarkEvidence } from '#contracts';
import { sql } from '#database';
import type { Side } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { GivenMark } from './mark-round.entity.js';

interface Row {
  readonly commitmentId: string;
  readonly side: Side;
  readonly mark: number;
  readonly comment: string | null;
  readonly evidence: MarkEvidence | null;
}

/** The marks that the transaction may read, by commitment: all of a round that is open, else those of the side that it asks for. */
export async function marksIn(em: EntityManager, roundId: string): Promise<GivenMark[]> {
  const rows = await sql<Row>(
    em,
    `select commitment_id as "commitmentId", side, mark, comment, evidence from commitment_marks where round_id = $1
     order by commitment_id, side`,
    [roundId],
  );
  return rows.map(({ comment, evidence, ...mark }) => ({ ...mark, ...(comment && { comment }), ...(evidence && { evidence }) }));
}

/**
 * From here to its end the transaction asks for one side. The database shows the marks of a round that is not open to no other (row level
 * security, in the migration).
 */
export async function askForSide(em: EntityManager, side: Side): Promise<void> {
  await sql(em, `select set_config('marks.side', $1, true)`, [side]);
}
