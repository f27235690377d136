import { Migration } from '@mikro-orm/migrations';

const brokering = [
  `create table brokering_entries (
    id uuid primary key,
    organisation_id uuid references organisations,
    organisation text,
    public_body text not null,
    about text not null,
    commitment_id text,
    opened_on date not null,
    held_by text not null,
    role text not null,
    held_for text,
    issuer text not null,
    subject text not null,
    steps jsonb not null default '[]',
    last_step_on date not null,
    closed_on date,
    outcome text check (outcome in ('settled', 'partly-settled', 'not-settled', 'became-a-concern', 'passed-on')),
    version int not null default 1,
    check (num_nonnulls(organisation_id, organisation) = 1),
    check ((closed_on is null) = (outcome is null)),
    check (last_step_on >= opened_on)
  )`,
  'create index brokering_entries_open on brokering_entries (last_step_on, id) where closed_on is null',
  // Entries are labelled case. The program cannot write down a reading otherwise, and takes none away.
  `create function note_brokering_reads(
    entries uuid[], read_at timestamptz, reader_issuer text, reader_subject text, reader_role text, reader_held_for text
  ) returns void
    language sql security definer set search_path = public, pg_temp as $$
      insert into case_reads (at, issuer, subject, role, held_for, record_type, record_id, what, what_id)
      select read_at, reader_issuer, reader_subject, reader_role, reader_held_for, 'brokering-entry', entry, 'brokering', entry
      from unnest(entries) as entry
    $$`,
  'revoke all on function note_brokering_reads from public',
];

/** What the Compact Implementation Group brokers between organisations and public bodies. */
export class Migration20261127000800_brokering extends Migration {
  override up(): void {
    for (const statement of brokering) this.addSql(statement);
  }
}
