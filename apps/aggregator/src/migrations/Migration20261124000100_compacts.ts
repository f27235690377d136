import { Migration } from '@mikro-orm/migrations';

const compacts = [
  `create table compact_versions (
    borough text not null,
    version_id uuid not null,
    document_id uuid not null,
    kind text not null,
    document_title text not null,
    label text not null,
    adopted_by text not null,
    adopted_on text not null,
    in_force_from text not null,
    review_due_on date,
    clauses jsonb not null,
    position bigint not null,
    primary key (borough, version_id)
  )`,
  `create table compact_standings (
    borough text not null,
    position bigint not null,
    document_id uuid not null,
    standing text not null,
    from_on date not null,
    review_due_on date,
    reason text not null,
    primary key (borough, position)
  )`,
];

/** The Compacts of all boroughs as they were adopted, and what each said of how its own stands. */
export class Migration20261124000100_compacts extends Migration {
  override up(): void {
    for (const statement of compacts) this.addSql(statement);
  }
}
