import type { Declared, Promises } from '#commitments';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { hash } from 'node:crypto';
import { agreedMappings } from '../mappings/agreed-mappings.queries.js';

/** What the borough promised over time, as cases are judged by it. */
export async function promisesOf(em: EntityManager): Promise<Promises> {
  const [versions, said, mappings] = [
    await sql<Promises['compact']['versions'][number]>(
      em,
      `select v.id as "versionId", v.in_force_from as "inForceFrom", v.review_due_on::text as "reviewDueOn"
       from compact_versions v join compact_documents d on d.id = v.document_id
       where d.kind = 'compact' and v.state = 'adopted' order by v.in_force_first_day`,
    ),
    await sql<Promises['compact']['said'][number]>(
      em,
      `select standing, from_on::text as "from", review_due_on::text as "reviewDueOn" from compact_standings order by number`,
    ),
    await agreedMappings(em),
  ];
  return { compact: { versions, said }, mappings };
}

/** Where this is another, cases of the commitment are judged anew. */
export function revisionOf(
  { compact, mappings, provisions }: Promises & Pick<Declared, 'provisions'>,
  commitmentId: string,
  rule: { id: string; version: number },
): string {
  const own = mappings.filter((one) => one.commitmentId === commitmentId);
  const run = provisions.filter((one) => one.commitmentId === commitmentId);
  return hash('sha256', JSON.stringify([rule.id, rule.version, compact, own, ...run]), 'base64url');
}
