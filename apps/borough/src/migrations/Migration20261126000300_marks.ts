import { Migration } from '@mikro-orm/migrations';

/** The marks of a side are taken until that side is done, and only by it. */
const IS_OWN_AND_TAKEN = `side = current_setting('marks.side', true) and exists (
  select from mark_rounds r
  where r.id = round_id and r.opened_on is null and r.withdrawn_on is null and r.sheets -> side ->> 'doneOn' is null)`;

const marks = [
  `create table mark_rounds (
    id uuid primary key,
    name text not null unique check (name ~ '^[0-9]{4}-[0-9]{1,3}$'),
    catalogue_version text not null,
    begun_on date not null,
    begun_side text not null check (begun_side in ('council', 'sector')),
    sheets jsonb not null,
    opened_on date,
    reply_until date,
    replies jsonb not null default '[]',
    published_on date,
    withdrawn_on date,
    withdrawn_because text,
    version int not null default 1,
    check ((opened_on is null) = (reply_until is null)),
    check (published_on is null or opened_on is not null),
    check (withdrawn_on is null or opened_on is null),
    check ((withdrawn_on is null) = (withdrawn_because is null))
  )`,
  `create unique index mark_rounds_one_at_a_time on mark_rounds ((true)) where published_on is null and withdrawn_on is null`,
  `create table commitment_marks (
    round_id uuid not null references mark_rounds,
    side text not null check (side in ('council', 'sector')),
    commitment_id text not null,
    mark int not null check (mark between 0 and 3),
    comment text,
    evidence jsonb,
    primary key (round_id, side, commitment_id)
  )`,
  // A query that does not say for which side it asks finds nothing until both sides are done, and no query changes anything after that.
  'alter table commitment_marks enable row level security',
  `create policy marks_while_taken on commitment_marks for all using (${IS_OWN_AND_TAKEN}) with check (${IS_OWN_AND_TAKEN})`,
  `create policy marks_of_own_side on commitment_marks for select using (side = current_setting('marks.side', true))`,
  `create policy marks_once_open on commitment_marks for select
   using (exists (select from mark_rounds r where r.id = round_id and r.opened_on is not null))`,
];

/** Rounds in which both chairs mark what records cannot show; what one side marked is hidden from everybody else until both are done. */
export class Migration20261126000300_marks extends Migration {
  override up(): void {
    for (const statement of marks) this.addSql(statement);
  }
}
