import type { CompactSignatoryChangedV1 } from '#contracts';
import { prepared, sql } from '#database';
import type { FeedEvent } from '#events';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Columns, columnsOf, type Row, rowsFrom } from '../bulk.js';

const SIGNATORY: Columns = {
  signatory_id: 'uuid',
  name: 'text',
  organisation_id: 'uuid',
  identifier: 'text',
  side: 'text',
  signatures: 'json',
  confirmed_on: 'date',
  reaffirm_within_days: 'int',
  contact: 'text',
  suspended_on: 'date',
  withdrawn_on: 'date',
  ended_as: 'text',
  ended_on: 'date',
  successor: 'text',
  position: 'bigint',
};

const NAMES = Object.keys(SIGNATORY);

const WRITE = prepared(`
  insert into compact_signatories as s (borough, ${NAMES.join(', ')})
  select $1, r.* from ${rowsFrom(SIGNATORY)}
  on conflict (borough, signatory_id) do update set ${NAMES.map((name) => `${name} = excluded.${name}`).join(', ')}
  where excluded.position > s.position`);

/** Writes the signatories of a run. Of several tellings of one the last stands, whenever it comes. */
export async function writeSignatories(
  em: EntityManager,
  borough: string,
  run: readonly FeedEvent<CompactSignatoryChangedV1>[],
): Promise<void> {
  const last = new Map<string, Row>();
  for (const { data, position } of run) last.set(data.signatoryId, { ...rowOf(data), position });
  if (last.size > 0) await sql(em, WRITE, [borough, ...columnsOf(SIGNATORY, [...last.values()])]);
}

const rowOf = (told: CompactSignatoryChangedV1): Row => ({
  signatory_id: told.signatoryId,
  name: told.name,
  organisation_id: told.organisationId,
  identifier: told.identifier,
  side: told.side,
  signatures: told.signatures,
  confirmed_on: told.confirmedOn,
  reaffirm_within_days: told.reaffirmWithinDays,
  contact: told.contact,
  suspended_on: told.suspendedOn,
  withdrawn_on: told.withdrawnOn,
  ended_as: told.ended?.how,
  ended_on: told.ended?.on,
  successor: told.ended?.successor,
});
