import { Migration } from '@mikro-orm/migrations';

const comparison = [
  `create table commitment_cases (
    borough text not null,
    case_id uuid not null,
    position bigint not null,
    until_position bigint,
    state text not null,
    commitment_id text not null,
    financial_year text,
    decided_on date,
    rule text,
    rule_version int,
    facts jsonb,
    version_id uuid,
    department text,
    programme text,
    organisation_id uuid,
    organisation text,
    grant_id uuid,
    replies jsonb,
    reply_until date,
    lenses jsonb,
    promise text,
    mapping_id uuid,
    own_value text,
    common_value text,
    primary key (borough, case_id, position)
  )`,
  `create index commitment_cases_now on commitment_cases (borough, commitment_id, financial_year) where until_position is null`,
  `create table commitment_promises (
    borough text not null,
    position bigint not null,
    type text not null,
    data jsonb not null,
    primary key (borough, position)
  )`,
];

/**
 * What boroughs told of cases: each telling with the positions from which and until which it stood, so that any earlier position can be
 * looked at again; and what each promised over time.
 */
export class Migration20261124000400_comparison extends Migration {
  override up(): void {
    for (const statement of comparison) this.addSql(statement);
  }
}
