import { Migration20261122000000_feed } from './Migration20261122000000_feed.js';
import { Migration20261122000100_register } from './Migration20261122000100_register.js';
import { Migration20261122000200_removed_identifiers } from './Migration20261122000200_removed_identifiers.js';
import { Migration20261122000300_grant_changes } from './Migration20261122000300_grant_changes.js';
import { Migration20261122000400_parked_kinds } from './Migration20261122000400_parked_kinds.js';

export const migrations = [
  Migration20261122000000_feed,
  Migration20261122000100_register,
  Migration20261122000200_removed_identifiers,
  Migration20261122000300_grant_changes,
  Migration20261122000400_parked_kinds,
];
