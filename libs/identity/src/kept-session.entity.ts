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
