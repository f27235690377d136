import { Migration } from '@mikro-orm/migrations';

/** What the chairs of boroughs marked: each telling for good, with its position, so that any earlier position can be looked at again. */
export class Migration20261126000300_marks extends Migration {
  override up(): void {
    this.addSql(`create table commitment_marks (
      borough text not null,
      position bigint not null,
      round_id uuid not null,
      round text not null,
      commitment_id text not null,
      catalogue_version text not null,
      assessed_on date not null,
      marks jsonb not null,
      replies jsonb not null,
      primary key (borough, position)
    )`);
  }
}
