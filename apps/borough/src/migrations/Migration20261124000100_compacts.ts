import { Migration } from '@mikro-orm/migrations';

const compacts = [
  `create table compact_documents (
    id uuid primary key,
    kind text not null check (kind in ('compact', 'code')),
    title text not null,
    begun_on date not null,
    version int not null default 1
  )`,
  `create unique index compact_documents_compact on compact_documents (kind) where kind = 'compact'`,
  `create table compact_versions (
    id uuid primary key,
    document_id uuid not null references compact_documents,
    label text not null,
    state text not null check (
      state in ('draft', 'approved-for-consultation', 'consulting', 'final-draft', 'presented', 'returned', 'adopted', 'abandoned')
    ),
    clauses jsonb not null,
    readability jsonb not null,
    consulted_clauses jsonb,
    drafted_by jsonb not null,
    approved_on date,
    opens_on date,
    closes_on date,
    presented_to text,
    presented_on date,
    reason text,
    adopted_by text,
    adopted_on text,
    in_force_from text,
    in_force_first_day date,
    review_due_on date,
    version int not null default 1,
    unique (document_id, label),
    check ((state = 'adopted') = (in_force_first_day is not null))
  )`,
  // One version of a document is in force at a time: from the day of each until the day of the next.
  'create unique index compact_versions_in_force on compact_versions (document_id, in_force_first_day)',
  // Of two that are said for one day, the one that was said later holds.
  `create table compact_standings (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    document_id uuid not null references compact_documents,
    standing text not null,
    from_on date not null,
    review_due_on date,
    reason text not null
  )`,
];

/** The borough's Compact with its codes of practice: versions of their texts, and how the Compact stands. */
export class Migration20261124000100_compacts extends Migration {
  override up(): void {
    for (const statement of compacts) this.addSql(statement);
  }
}
