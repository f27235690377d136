import { Migration } from '@mikro-orm/migrations';

/** What boroughs learnt from concerns. Of what was withdrawn the mark alone is left. */
export class Migration20261126000700_concern_learning extends Migration {
  override up(): void {
    this.addSql(`create table concern_learning (
      borough text not null,
      learning_id uuid not null,
      commitment_id text,
      kind text,
      cause text,
      outcome text,
      lesson text,
      financial_year text,
      withdrawn_on date,
      withdrawn_because text,
      primary key (borough, learning_id),
      check ((lesson is null) = (withdrawn_on is not null))
    )`);
  }
}
