import { Migration } from '@mikro-orm/migrations';

const consents = [
  `create table consents (
    id uuid primary key,
    item text not null,
    text_version int not null,
    text text not null,
    issuer text not null,
    subject text not null,
    role_id uuid not null references role_assignments,
    organisation_id uuid not null,
    given_at timestamptz(3) not null,
    ended_at timestamptz(3),
    ended_because text check (ended_because in ('withdrawn', 'role over')),
    version int not null default 1,
    check ((ended_at is null) = (ended_because is null))
  )`,
  'create unique index consents_standing on consents (role_id, item) where ended_at is null',
  'create index consents_standing_at on consents (organisation_id) where ended_at is null',
  'create index consents_of on consents (issuer, subject)',
];

/** What people agree to, item by item, in the words that they read. */
export class Migration20261123000400_consents extends Migration {
  override up(): void {
    for (const statement of consents) this.addSql(statement);
  }
}
