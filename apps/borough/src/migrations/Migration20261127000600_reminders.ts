import { Migration } from '@mikro-orm/migrations';

const reminders = [
  `create table reminders (
    id uuid primary key,
    thing text not null,
    side text not null check (side in ('council', 'sector')),
    reminded_on date not null,
    unique (thing, side, reminded_on)
  )`,
  'create index reminders_by_day on reminders (reminded_on)',
];

/** Which side was reminded of what, and when: of one thing once a day at most. */
export class Migration20261127000600_reminders extends Migration {
  override up(): void {
    for (const statement of reminders) this.addSql(statement);
  }
}
