import { CompactAdoptionWithdrawnV1, CompactStandingChangedV1, CompactVersionAdoptedV1 } from '#contracts';
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

const WRITE_WITHDRAWALS = prepared(`
  insert into compact_adoption_withdrawals (borough, position, version_id, document_id, label, withdrawn_on, reason)
  select $1, w.* from json_to_recordset($2::json) as w(position bigint, version_id uuid, document_id uuid, label text, withdrawn_on date,
    reason text)
  on conflict do nothing`);

/** Of the adoptions of a version the first stands that was told after the last was taken back. */
const STAND = prepared(`
  update compact_versions v set stands = coalesce(v.position = f.first, false)
  from (
    select o.version_id, min(o.position) filter (where o.position > coalesce(w.last, 0)) as first
    from compact_versions o left join (
      select version_id, max(position) as last from compact_adoption_withdrawals where borough = $1 group by version_id
    ) w using (version_id)
    where o.borough = $1 and o.version_id = any($2::uuid[]) group by o.version_id
  ) f
  where v.borough = $1 and v.version_id = f.version_id and v.stands is distinct from coalesce(v.position = f.first, false)`);

interface WithVersion {
  readonly version_id: string;
  readonly [column: string]: unknown;
}

/** Writes what a borough told of its Compact. What was said of its standing stays said. */
export async function writeCompacts(em: EntityManager, borough: string, run: readonly FeedEvent[]): Promise<void> {
  const versions: WithVersion[] = [];
  const withdrawals: WithVersion[] = [];
  const standings: object[] = [];
  for (const { type, data, position } of run) {
    if (type === CompactVersionAdoptedV1.type) versions.push({ ...versionRow(data as CompactVersionAdoptedV1), position });
    if (type === CompactAdoptionWithdrawnV1.type) {
      const { versionId, documentId, label, withdrawnOn, reason } = data as CompactAdoptionWithdrawnV1;
      withdrawals.push({ position, version_id: versionId, document_id: documentId, label, withdrawn_on: withdrawnOn, reason });
    }
    if (type === CompactStandingChangedV1.type) {
      const { documentId, standing, from, reviewDueOn, reason } = data as CompactStandingChangedV1;
      standings.push({ position, document_id: documentId, standing, from_on: from, review_due_on: reviewDueOn, reason });
    }
  }
  if (versions.length > 0) await sql(em, WRITE_VERSIONS, [borough, JSON.stringify(versions)]);
  if (withdrawals.length > 0) await sql(em, WRITE_WITHDRAWALS, [borough, JSON.stringify(withdrawals)]);
  const touched = [...versions, ...withdrawals].map((row) => row.version_id);
  if (touched.length > 0) await sql(em, STAND, [borough, touched]);
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
