import { Migration } from '@mikro-orm/migrations';

const declarations = [
  `create table publication_holds (
    id uuid primary key,
    from_on date not null,
    to_on date not null,
    reason text not null,
    ended_on date,
    ended_because text,
    check (from_on <= to_on),
    check ((ended_on is null) = (ended_because is null))
  )`,
  `create table commitment_provisions (
    id uuid primary key,
    number bigint generated always as identity,
    commitment_id text not null,
    state text not null check (state in ('provided', 'not-provided', 'withheld')),
    from_on date not null,
    reason text not null
  )`,
  // What would be told, but for a hold that runs: it is looked at again once none does.
  'alter table commitment_cases add column is_held boolean not null default false',
];

/** What both chairs agreed about what is published: nothing newly adverse for a time, and what the borough does not run or holds back. */
export class Migration20261127000100_declarations extends Migration {
  override up(): void {
    for (const statement of declarations) this.addSql(statement);
  }
}
