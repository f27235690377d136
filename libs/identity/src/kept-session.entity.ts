import { defineEntity, p } from '@mikro-orm/core';

const KeptSessionSchema = defineEntity({
  name: 'KeptSession',
  tableName: 'sessions',
  properties: {
    idHash: p.text().primary(),
    issuer: p.text(),
    subject: p.text(),
    name: p.text(),
    csrf: p.text(),
    workingAs: p.text().nullable(),
    begunAt: p.datetime(),
    seenAt: p.datetime(),
    formerIdHash: p.text().nullable(),
    renewedAt: p.datetime(),
    issuerSession: p.text().nullable(),
    reauthenticatedAt: p.datetime().nullable(),
  },
});

/** A sign-in by browser, as a service keeps it. */
export class KeptSession extends KeptSessionSchema.class {}
KeptSessionSchema.setClass(KeptSession);

/** For a migration of each service that has sign-in. */
export const sessionsTableSql: readonly string[] = [
  `create table sessions (
    id_hash text primary key,
    issuer text not null,
    subject text not null,
    name text not null,
    csrf text not null,
    begun_at timestamptz not null,
    seen_at timestamptz not null
  )`,
  'create index sessions_seen_at on sessions (seen_at)',
];

/** For the migration after it: the role that a person chose to work in. */
export const workingAsSql = 'alter table sessions add column working_as text';

/** For a later one: ids that change while a session goes on, and ends that the issuer tells. */
export const renewedSessionsSql: readonly string[] = [
  `alter table sessions add column former_id_hash text, add column renewed_at timestamptz, add column issuer_session text`,
  'update sessions set renewed_at = begun_at',
  'alter table sessions alter column renewed_at set not null',
  'create unique index sessions_former_id_hash on sessions (former_id_hash)',
  'create index sessions_subject on sessions (issuer, subject)',
];

/** For the one after: when a person showed once more who they are. */
export const reauthenticatedSql = 'alter table sessions add column reauthenticated_at timestamptz';
