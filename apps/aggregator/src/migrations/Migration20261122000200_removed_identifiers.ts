import { Migration } from '@mikro-orm/migrations';

/** What a borough took back stays as a mark, so that it is known where its grants still name it. */
export class Migration20261122000200_removed_identifiers extends Migration {
  override up(): void {
    this.addSql('alter table organisation_identifiers rename to told_identifiers');
    this.addSql('alter table told_identifiers add position bigint not null default 0, add is_removed boolean not null default false');
    this.addSql('create index removed_identifiers on told_identifiers (borough, organisation_id, identifier) where is_removed');
    this.addSql(`create view organisation_identifiers as
      select borough, organisation_id, identifier, number from told_identifiers where not is_removed`);
  }
}
