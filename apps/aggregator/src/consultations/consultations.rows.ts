import type { ConsultationPublishedV1 } from '#contracts';
import { prepared, sql } from '#database';
import type { FeedEvent } from '#events';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Columns, columnsOf, type Row, rowsFrom } from '../bulk.js';

const CONSULTATION: Columns = {
  consultation_id: 'uuid',
  title: 'text',
  about: 'text',
  kind: 'text',
  ground: 'text',
  department_id: 'uuid',
  department_name: 'text',
  compact_version_id: 'uuid',
  announced_on: 'date',
  opens_on: 'date',
  closes_on: 'date',
  answers_until: 'date',
  open_until_five: 'boolean',
  methods: 'json',
  reaches: 'json',
  short_reason: 'text',
  short_reason_published_on: 'date',
  extensions: 'json',
  withdrawn_on: 'date',
  withdrawn_because: 'text',
  outcome: 'json',
  position: 'bigint',
};

const NAMES = Object.keys(CONSULTATION);

const WRITE = prepared(`
  insert into consultations as c (borough, ${NAMES.join(', ')})
  select $1, r.* from ${rowsFrom(CONSULTATION)}
  on conflict (borough, consultation_id) do update set ${NAMES.map((name) => `${name} = excluded.${name}`).join(', ')}
  where excluded.position > c.position`);

/** Writes the consultations of a run. Of several tellings of one the last stands, whenever it comes. */
export async function writeConsultations(
  em: EntityManager,
  borough: string,
  run: readonly FeedEvent<ConsultationPublishedV1>[],
): Promise<void> {
  const last = new Map<string, Row>();
  for (const { data, position } of run) last.set(data.consultationId, { ...rowOf(data), position });
  if (last.size > 0) await sql(em, WRITE, [borough, ...columnsOf(CONSULTATION, [...last.values()])]);
}

const rowOf = (told: ConsultationPublishedV1): Row => ({
  consultation_id: told.consultationId,
  title: told.title,
  about: told.about,
  kind: told.kind,
  ground: told.ground,
  department_id: told.department?.departmentId,
  department_name: told.department?.name,
  compact_version_id: told.compactVersionId,
  announced_on: told.announcedOn,
  opens_on: told.opensOn,
  closes_on: told.closesOn,
  answers_until: told.extensions.at(-1)?.closesOn ?? told.closesOn,
  open_until_five: told.openUntilFive,
  methods: told.methods,
  reaches: told.reaches,
  short_reason: told.shortReason,
  short_reason_published_on: told.shortReasonPublishedOn,
  extensions: told.extensions,
  withdrawn_on: told.withdrawnOn,
  withdrawn_because: told.withdrawnBecause,
  outcome: told.outcome,
});
