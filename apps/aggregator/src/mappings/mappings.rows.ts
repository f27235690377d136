import { MappingAgreedV1, MappingEndedV1 } from '#contracts';
import { prepared, sql } from '#database';
import type { FeedEvent } from '#events';
import type { EntityManager } from '@mikro-orm/postgresql';

const WRITE = prepared(`
  insert into commitment_mappings (borough, mapping_id, commitment_id, catalogue_version, version_id, clause_ids, relation, measure, shared,
    only_here, only_network, rationale, from_on, agreed_on, position)
  select $1, m.* from json_to_recordset($2::json) as m(mapping_id uuid, commitment_id text, catalogue_version text, version_id uuid,
    clause_ids jsonb, relation text, measure jsonb, shared text, only_here text, only_network text, rationale text, from_on date,
    agreed_on date, position bigint)
  on conflict do nothing`);

const END = prepared(`
  insert into commitment_mapping_ends (borough, mapping_id, ended_on, ended_because, position)
  select $1, e.* from json_to_recordset($2::json) as e(mapping_id uuid, ended_on date, ended_because text, position bigint)
  on conflict do nothing`);

/** Writes what a borough told of its mappings. Each is kept as it was told, and so is its end. */
export async function writeMappings(em: EntityManager, borough: string, run: readonly FeedEvent[]): Promise<void> {
  const agreed = new Map<string, object>();
  const ended = new Map<string, object>();
  for (const { type, data, position } of run) {
    if (type === MappingAgreedV1.type) {
      const mapping = data as MappingAgreedV1;
      if (!agreed.has(mapping.mappingId)) agreed.set(mapping.mappingId, { ...rowOf(mapping), position });
    } else if (type === MappingEndedV1.type) {
      const { mappingId, endedOn, reason } = data as MappingEndedV1;
      if (!ended.has(mappingId)) ended.set(mappingId, { mapping_id: mappingId, ended_on: endedOn, ended_because: reason, position });
    }
  }
  if (agreed.size > 0) await sql(em, WRITE, [borough, JSON.stringify([...agreed.values()])]);
  if (ended.size > 0) await sql(em, END, [borough, JSON.stringify([...ended.values()])]);
}

const rowOf = (mapping: MappingAgreedV1) => ({
  mapping_id: mapping.mappingId,
  commitment_id: mapping.commitmentId,
  catalogue_version: mapping.catalogueVersion,
  version_id: mapping.versionId,
  clause_ids: mapping.clauseIds,
  relation: mapping.relation,
  measure: mapping.measure,
  shared: mapping.shared,
  only_here: mapping.onlyHere,
  only_network: mapping.onlyNetwork,
  rationale: mapping.rationale,
  from_on: mapping.from,
  agreed_on: mapping.agreedOn,
});
