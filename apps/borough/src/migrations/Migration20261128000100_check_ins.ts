import { Migration } from '@mikro-orm/migrations';

const checkIns = [
  // A line is never changed: what was recorded wrongly is said by a later one.
  `create table compact_check_ins (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    document_id uuid not null references compact_documents,
    kind text not null check (kind in ('agreed', 'held', 'not-held', 'ended')),
    day date not null,
    note text
  )`,
];

/** The yearly check-ins of the Compact: from when they are agreed, and when one was held. */
export class Migration20261128000100_check_ins extends Migration {
  override up(): void {
    for (const statement of checkIns) this.addSql(statement);
  }
}
