import { CompactStandingChangedV1, CompactVersionAdoptedV1 } from '#contracts';
import { prepared, sql } from '#database';
import type { FeedEvent } from '#events';
import type { EntityManager } from '@mikro-orm/postgresql';

const WRITE_VERSIONS = prepared(`
  insert into compact_versions (borough, version_id, document_id, kind, document_title, label, adopted_by, adopted_on, in_force_from,
    review_due_on, clauses, position)
  select $1, v.* from json_to_recordset($2::json) as v(version_id uuid, document_id uuid, kind text, document_title text, label text,
    adopted_by text, adopted_on text, in_force_from text, review_due_on date, clauses jsonb, position bigint)
  on conflict do nothing`);

const WRITE_STANDINGS = prepared(`
  insert into compact_standings (borough, position, document_id, standing, from_on, review_due_on, reason)
  select $1, s.* from json_to_recordset($2::json) as s(position bigint, document_id uuid, standing text, from_on date, review_due_on date,
    reason text)
  on conflict do nothing`);

/** Writes what a borough told of its Compact. A version is adopted once, and what was said of its standing stays said. */
export async function writeCompacts(em: EntityManager, borough: string, run: readonly FeedEvent[]): Promise<void> {
  const versions = new Map<string, object>();
  const standings: object[] = [];
  for (const { type, data, position } of run) {
    if (type === CompactVersionAdoptedV1.type) {
      const version = data as CompactVersionAdoptedV1;
      if (!versions.has(version.versionId)) versions.set(version.versionId, { ...versionRow(version), position });
    } else if (type === CompactStandingChangedV1.type) {
      const { documentId, standing, from, reviewDueOn, reason } = data as CompactStandingChangedV1;
      standings.push({ position, document_id: documentId, standing, from_on: from, review_due_on: reviewDueOn, reason });
    }
  }
  if (versions.size > 0) await sql(em, WRITE_VERSIONS, [borough, JSON.stringify([...versions.values()])]);
  if (standings.length > 0) await sql(em, WRITE_STANDINGS, [borough, JSON.stringify(standings)]);
}

const versionRow = (version: CompactVersionAdoptedV1) => ({
  version_id: version.versionId,
  document_id: version.documentId,
  kind: version.kind,
  document_title: version.documentTitle,
  label: version.label,
  adopted_by: version.adoptedBy,
  adopted_on: version.adoptedOn,
  in_force_from: version.inForceFrom,
  review_due_on: version.reviewDueOn,
  clauses: version.clauses,
});
