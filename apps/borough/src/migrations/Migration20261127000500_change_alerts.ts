import { Migration } from '@mikro-orm/migrations';

const alerts = [
  `create table change_alerts (
    id uuid primary key,
    department_id uuid not null references departments,
    kind text not null check (kind in ('funding', 'who-runs-it', 'service', 'reorganisation', 'premises', 'contact', 'other')),
    what text not null,
    affected text not null,
    from_on date,
    sureness text not null check (sureness in ('thought-about', 'proposed', 'decided')),
    asks text not null,
    link text,
    given_on date not null,
    answer_by date not null,
    answered_on date,
    answers jsonb not null default '[]',
    comments jsonb not null default '[]',
    withdrawn_on date,
    withdrawn_because text,
    closed_on date,
    closed_because text,
    version int not null default 1,
    check ((withdrawn_on is null) = (withdrawn_because is null)),
    check ((closed_on is null) = (closed_because is null)),
    check (withdrawn_on is null or closed_on is null)
  )`,
  'create index change_alerts_open on change_alerts (answer_by, id) where withdrawn_on is null and closed_on is null',
];

/** What departments tell the Compact Implementation Group of changes that are coming, and what it answers. */
export class Migration20261127000500_change_alerts extends Migration {
  override up(): void {
    for (const statement of alerts) this.addSql(statement);
  }
}
