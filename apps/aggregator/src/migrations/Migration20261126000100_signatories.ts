import { Migration } from '@mikro-orm/migrations';

const statements = [
  `create table compact_signatories (
    borough text not null,
    signatory_id uuid not null,
    name text not null,
    organisation_id uuid,
    identifier text,
    side text not null,
    signatures jsonb not null,
    confirmed_on date,
    reaffirm_within_days int not null,
    contact text,
    suspended_on date,
    withdrawn_on date,
    ended_as text,
    ended_on date,
    successor text,
    position bigint not null,
    primary key (borough, signatory_id)
  )`,
  'create index compact_signatories_of_organisation on compact_signatories (borough, organisation_id)',
  // A version may be adopted again after its adoption was taken back. Each telling stays, so that they may come in any order.
  'alter table compact_versions add column stands boolean not null default true',
  'alter table compact_versions drop constraint compact_versions_pkey',
  'alter table compact_versions add primary key (borough, version_id, position)',
  'create index compact_versions_standing on compact_versions (borough, version_id) where stands',
  `create table compact_adoption_withdrawals (
    borough text not null,
    position bigint not null,
    version_id uuid not null,
    document_id uuid not null,
    label text not null,
    withdrawn_on date not null,
    reason text not null,
    primary key (borough, position)
  )`,
];

/** Who signed the Compacts of all boroughs, and the adoptions that were taken back. */
export class Migration20261126000100_signatories extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
