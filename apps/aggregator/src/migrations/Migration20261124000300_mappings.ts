import { Migration } from '@mikro-orm/migrations';

const mappings = [
  // A mapping stands from its own position in the borough's log to that of its end: what stood at any position can be told for ever.
  `create table commitment_mappings (
    borough text not null,
    mapping_id uuid not null,
    commitment_id text not null,
    catalogue_version text not null,
    version_id uuid not null,
    clause_ids jsonb not null,
    relation text not null,
    measure jsonb,
    shared text,
    only_here text,
    only_network text,
    rationale text not null,
    from_on date not null,
    agreed_on date not null,
    position bigint not null,
    primary key (borough, mapping_id)
  )`,
  `create table commitment_mapping_ends (
    borough text not null,
    mapping_id uuid not null,
    ended_on date not null,
    ended_because text not null,
    position bigint not null,
    primary key (borough, mapping_id)
  )`,
];

/** How the Compacts of all boroughs stand to what the network asks, as their chairs agreed and ended it. */
export class Migration20261124000300_mappings extends Migration {
  override up(): void {
    for (const statement of mappings) this.addSql(statement);
  }
}
