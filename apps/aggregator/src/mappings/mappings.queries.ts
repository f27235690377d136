import { type AgreedMapping, asTheyStand } from '#commitments';
import { sql } from '#database';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CompactOverTime } from '../compacts/compacts.queries.js';
import { ClauseWordsItem, MappingItem } from './mapping-item.js';

export type { ClauseWordsItem };

interface Row extends Omit<MappingItem, 'clauses' | 'versionLabel' | 'state' | 'replacedFrom'>, AgreedMapping {
  readonly mappingId: string;
  readonly commitmentId: string;
  readonly versionId: string;
  readonly relation: MappingItem['relation'];
  readonly measure: MappingItem['measure'];
  readonly from: string;
  readonly clauseIds: readonly string[];
}

const MAPPINGS = `
  select borough, mapping_id as "mappingId", commitment_id as "commitmentId", catalogue_version as "catalogueVersion",
    version_id as "versionId", clause_ids as "clauseIds", relation, measure, shared, only_here as "onlyHere",
    only_network as "onlyNetwork", rationale, from_on::text as "from", agreed_on::text as "agreedOn", e.ended_on::text as "endedOn",
    e.ended_because as "endedBecause"
  from commitment_mappings m left join commitment_mapping_ends e using (borough, mapping_id)
  where borough = any($1) order by borough, m.position`;

/** In the order of the text; of an adoption that was taken back there is none. */
const CLAUSE_WORDS = `
  select m.borough, m.mapping_id as "mappingId", m.version_id as "versionId", c.clause ->> 'clauseId' as "clauseId",
    c.clause ->> 'number' as number, c.clause ->> 'text' as text
  from commitment_mappings m
  join compact_versions v on v.borough = m.borough and v.version_id = m.version_id and v.stands
  cross join jsonb_array_elements(v.clauses) with ordinality c (clause, place)
  where m.mapping_id = any($1::uuid[]) and m.clause_ids ? (c.clause ->> 'clauseId')
  order by m.borough, c.place`;

@Injectable()
export class MappingsQueries {
  constructor(private readonly em: EntityManager) {}

  /** Of these boroughs, each in the order of agreeing, with those that hold no more. */
  async all(compacts: ReadonlyMap<string, CompactOverTime>): Promise<MappingItem[]> {
    const rows = await sql<Row>(this.em.fork(), MAPPINGS, [[...compacts.keys()]]);
    const items = [...Map.groupBy(rows, ({ borough }) => borough).values()].flatMap((own) => asTheyStand(own));
    return items.map((item) => {
      const version = compacts.get(item.borough)?.versions.find(({ versionId }) => versionId === item.versionId);
      const clauses = (version?.clauses ?? []).filter(({ clauseId }) => item.clauseIds.includes(clauseId));
      return shown(MappingItem, { ...item, versionLabel: version?.label ?? null, clauses }, 'public');
    });
  }

  /** The words of the clauses that these mappings name. */
  async wordsOf(mappingIds: readonly string[]): Promise<ClauseWordsItem[]> {
    const rows = await sql<ClauseWordsItem>(this.em.fork(), CLAUSE_WORDS, [mappingIds]);
    return rows.map((row) => shown(ClauseWordsItem, row, 'public'));
  }
}
