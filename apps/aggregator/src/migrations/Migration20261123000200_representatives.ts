import { Migration } from '@mikro-orm/migrations';

/** Who represents an organisation and may be named: references alone. The names stay in the boroughs, and are asked for. */
export class Migration20261123000200_representatives extends Migration {
  override up(): void {
    this.addSql(`
      create table organisation_representatives (
        borough text not null,
        organisation_id uuid not null,
        representative_id uuid not null,
        is_named boolean not null,
        primary key (borough, organisation_id, representative_id)
      )`);
  }
}
