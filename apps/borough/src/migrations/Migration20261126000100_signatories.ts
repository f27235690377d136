import { Migration } from '@mikro-orm/migrations';

const signatories = [
  `create table compact_signatories (
    id uuid primary key,
    organisation_id uuid references organisations,
    name text not null,
    identifier text,
    side text not null check (side in ('council', 'sector')),
    invited_on date,
    contact text,
    signatures jsonb not null,
    confirmed_on date,
    suspended_on date,
    suspended_because text,
    withdrawn_on date,
    ended_as text check (ended_as in ('succeeded', 'dissolved')),
    ended_on date,
    successor text,
    version int not null default 1,
    check (confirmed_on is null or signatures <> '[]'),
    check ((ended_as is null) = (ended_on is null)),
    check ((ended_as = 'succeeded') = (successor is not null))
  )`,
  // A body signs once at a time; who left can sign anew.
  `create unique index compact_signatories_of_organisation on compact_signatories (organisation_id)
   where withdrawn_on is null and ended_on is null`,
  `create unique index compact_signatories_named on compact_signatories (lower(name))
   where withdrawn_on is null and ended_on is null`,
];

/** The bodies that signed the borough's Compact, and those that were asked to. */
export class Migration20261126000100_signatories extends Migration {
  override up(): void {
    for (const statement of signatories) this.addSql(statement);
  }
}
