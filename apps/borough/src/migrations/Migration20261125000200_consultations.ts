import { Migration } from '@mikro-orm/migrations';

const consultations = [
  `create table consultations (
    id uuid primary key,
    title text not null,
    about text not null,
    kind text not null check (kind in ('formal-written', 'informal', 'statutory')),
    ground text,
    department_id uuid references departments,
    compact_version_id uuid references compact_versions,
    is_earlier boolean not null,
    published_on date,
    opens_on date not null,
    closes_on date not null,
    answers_until date not null,
    open_until_five boolean not null,
    methods jsonb not null,
    reaches jsonb not null,
    short_reason text,
    short_reason_published_on date,
    is_short_reason_unknown boolean not null default false,
    extensions jsonb not null default '[]',
    withdrawn_on date,
    withdrawn_because text,
    outcome_published_on date,
    outcome_summary text,
    says_what_was_not_taken boolean,
    late_reason text,
    is_outcome_unknown boolean not null default false,
    version int not null default 1,
    check (kind = 'formal-written' or ground is not null),
    check (opens_on < closes_on and closes_on <= answers_until)
  )`,
  'create index consultations_listed on consultations (opens_on desc, id desc)',
  // A version of the Compact is asked about once at a time.
  `create unique index consultations_of_version on consultations (compact_version_id)
   where compact_version_id is not null and withdrawn_on is null`,
  `create table consultation_answers (
    id uuid primary key,
    consultation_id uuid not null references consultations,
    number int not null,
    clause_id uuid,
    stance text not null check (stance in ('agree', 'change', 'other')),
    text text not null,
    on_behalf_of text not null check (on_behalf_of in ('self', 'organisation', 'forum')),
    group_name text,
    may_be_named boolean not null,
    people int,
    sector text not null check (sector in ('council', 'sector', 'neither')),
    channel text not null check (channel in ('online', 'letter', 'telephone', 'event')),
    noted_by text,
    received_on date not null,
    disposition text check (disposition in ('accepted', 'accepted-in-part', 'not-accepted', 'out-of-scope')),
    summary text,
    because text,
    version int not null default 1,
    unique (consultation_id, number),
    check ((disposition is null) = (because is null) and (disposition is null) = (summary is null))
  )`,
];

/** What people are asked, what they answered, and what became of each answer. */
export class Migration20261125000200_consultations extends Migration {
  override up(): void {
    for (const statement of consultations) this.addSql(statement);
  }
}
