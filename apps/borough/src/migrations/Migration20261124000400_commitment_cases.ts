import { Migration } from '@mikro-orm/migrations';

const cases = [
  `create table commitment_cases (
    id uuid primary key,
    commitment_id text not null,
    record_kind text not null,
    record_id uuid not null,
    part text not null,
    facts jsonb not null,
    is_public boolean not null,
    named jsonb not null,
    decided_on date,
    financial_year text not null,
    version_id uuid,
    promise text not null,
    own_value text,
    own_says text,
    common_value text not null,
    common_says text not null,
    judged_on date not null,
    judged_by text not null,
    reply_until date,
    replies jsonb not null default '[]',
    told jsonb,
    told_adverse text not null,
    asked_about text,
    unique (commitment_id, record_kind, record_id, part)
  )`,
  `create index commitment_cases_undecided on commitment_cases (judged_on) where own_value = 'not-due' or common_value = 'not-due'`,
  `create index commitment_cases_awaiting on commitment_cases (reply_until) where asked_about is not null`,
];

/** Cases that commitments apply to, as the borough's own records show them, and what was told of each. */
export class Migration20261124000400_commitment_cases extends Migration {
  override up(): void {
    for (const statement of cases) this.addSql(statement);
  }
}
