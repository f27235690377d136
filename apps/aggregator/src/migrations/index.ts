import { Migration20261122000000_feed } from './Migration20261122000000_feed.js';
import { Migration20261122000100_register } from './Migration20261122000100_register.js';
import { Migration20261122000200_removed_identifiers } from './Migration20261122000200_removed_identifiers.js';
import { Migration20261122000300_grant_changes } from './Migration20261122000300_grant_changes.js';
import { Migration20261122000400_parked_kinds } from './Migration20261122000400_parked_kinds.js';
import { Migration20261122000500_grant_words } from './Migration20261122000500_grant_words.js';
import { Migration20261122000600_organisation_marks } from './Migration20261122000600_organisation_marks.js';
import { Migration20261122000700_feed_states } from './Migration20261122000700_feed_states.js';
import { Migration20261123000100_sessions } from './Migration20261123000100_sessions.js';
import { Migration20261123000200_representatives } from './Migration20261123000200_representatives.js';
import { Migration20261124000100_compacts } from './Migration20261124000100_compacts.js';
import { Migration20261124000200_reauthenticated } from './Migration20261124000200_reauthenticated.js';
import { Migration20261124000300_mappings } from './Migration20261124000300_mappings.js';
import { Migration20261124000400_comparison } from './Migration20261124000400_comparison.js';
import { Migration20261125000100_consultations } from './Migration20261125000100_consultations.js';
import { Migration20261125000200_case_records } from './Migration20261125000200_case_records.js';
import { Migration20261126000100_signatories } from './Migration20261126000100_signatories.js';
import { Migration20261126000300_marks } from './Migration20261126000300_marks.js';
import { Migration20261126000700_concern_learning } from './Migration20261126000700_concern_learning.js';

/** How the feed is kept, and who is signed in: one for all sets of projections. */
const own = [
  Migration20261122000000_feed,
  Migration20261122000400_parked_kinds,
  Migration20261122000700_feed_states,
  Migration20261123000100_sessions,
  Migration20261124000200_reauthenticated,
];

/** The tables of the projections: a set of them that is built anew is made by these alone. */
export const projectionMigrations = [
  Migration20261122000100_register,
  Migration20261122000200_removed_identifiers,
  Migration20261122000300_grant_changes,
  Migration20261122000500_grant_words,
  Migration20261122000600_organisation_marks,
  Migration20261123000200_representatives,
  Migration20261124000100_compacts,
  Migration20261124000300_mappings,
  Migration20261124000400_comparison,
  Migration20261125000100_consultations,
  Migration20261125000200_case_records,
  Migration20261126000100_signatories,
  Migration20261126000300_marks,
  Migration20261126000700_concern_learning,
];

export const migrations = [...own, ...projectionMigrations].toSorted((one, other) => (one.name < other.name ? -1 : 1));
