import { Migration } from '@mikro-orm/migrations';

const mappings = [
  // Of two for the same version and commitment, the one with the higher number was agreed later, and counts.
  `create table commitment_mappings (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    commitment_id text not null,
    catalogue_version text not null,
    version_id uuid not null references compact_versions,
    clause_ids jsonb not null,
    relation text not null check (relation in ('same', 'stronger', 'weaker', 'overlaps', 'no-measure', 'silent')),
    measure jsonb,
    shared text,
    only_here text,
    only_network text,
    rationale text not null,
    from_on date not null,
    agreed_on date not null,
    proposed_side text not null check (proposed_side in ('council', 'sector')),
    ended_on date,
    ended_because text,
    check ((ended_on is null) = (ended_because is null)),
    check ((relation = 'overlaps') = (shared is not null))
  )`,
  'create index commitment_mappings_commitment on commitment_mappings (commitment_id)',
];

/** How the borough's Compact stands to what the network asks of everyone, as both chairs agreed it. */
export class Migration20261124000300_mappings extends Migration {
  override up(): void {
    for (const statement of mappings) this.addSql(statement);
  }
}
