import { Migration20261122000000_pipe } from './Migration20261122000000_pipe.js';
import { Migration20261122000100_grants } from './Migration20261122000100_grants.js';
import { Migration20261122000200_access } from './Migration20261122000200_access.js';
import { Migration20261122000300_drafts } from './Migration20261122000300_drafts.js';
import { Migration20261122000400_confirmations } from './Migration20261122000400_confirmations.js';
import { Migration20261122000500_working_as } from './Migration20261122000500_working_as.js';
import { Migration20261122000600_erasure } from './Migration20261122000600_erasure.js';
import { Migration20261122000700_epochs } from './Migration20261122000700_epochs.js';
import { Migration20261122000800_role_reach } from './Migration20261122000800_role_reach.js';
import { Migration20261123000100_history_chain } from './Migration20261123000100_history_chain.js';
import { Migration20261123000200_case_reads } from './Migration20261123000200_case_reads.js';
import { Migration20261123000300_sessions } from './Migration20261123000300_sessions.js';
import { Migration20261123000400_consents } from './Migration20261123000400_consents.js';
import { Migration20261124000100_compacts } from './Migration20261124000100_compacts.js';
import { Migration20261124000200_reauthenticated } from './Migration20261124000200_reauthenticated.js';
import { Migration20261124000300_mappings } from './Migration20261124000300_mappings.js';
import { Migration20261124000400_commitment_cases } from './Migration20261124000400_commitment_cases.js';
import { Migration20261125000100_outgoing_mails } from './Migration20261125000100_outgoing_mails.js';
import { Migration20261125000200_consultations } from './Migration20261125000200_consultations.js';
import { Migration20261125000300_answer_contacts } from './Migration20261125000300_answer_contacts.js';
import { Migration20261126000100_signatories } from './Migration20261126000100_signatories.js';
import { Migration20261126000300_marks } from './Migration20261126000300_marks.js';
import { Migration20261126000700_concerns } from './Migration20261126000700_concerns.js';
import { Migration20261127000100_declarations } from './Migration20261127000100_declarations.js';
import { Migration20261127000500_change_alerts } from './Migration20261127000500_change_alerts.js';
import { Migration20261127000600_reminders } from './Migration20261127000600_reminders.js';
import { Migration20261127000700_discussion } from './Migration20261127000700_discussion.js';
import { Migration20261127000800_brokering } from './Migration20261127000800_brokering.js';
import { Migration20261128000100_check_ins } from './Migration20261128000100_check_ins.js';
import { Migration20261128000200_lesson_mail } from './Migration20261128000200_lesson_mail.js';
import { Migration20261128000300_answers_taken_back } from './Migration20261128000300_answers_taken_back.js';

export const migrations = [
  Migration20261122000000_pipe,
  Migration20261122000100_grants,
  Migration20261122000200_access,
  Migration20261122000300_drafts,
  Migration20261122000400_confirmations,
  Migration20261122000500_working_as,
  Migration20261122000600_erasure,
  Migration20261122000700_epochs,
  Migration20261122000800_role_reach,
  Migration20261123000100_history_chain,
  Migration20261123000200_case_reads,
  Migration20261123000300_sessions,
  Migration20261123000400_consents,
  Migration20261124000100_compacts,
  Migration20261124000200_reauthenticated,
  Migration20261124000300_mappings,
  Migration20261124000400_commitment_cases,
  Migration20261125000100_outgoing_mails,
  Migration20261125000200_consultations,
  Migration20261125000300_answer_contacts,
  Migration20261126000100_signatories,
  Migration20261126000300_marks,
  Migration20261126000700_concerns,
  Migration20261127000100_declarations,
  Migration20261127000500_change_alerts,
  Migration20261127000600_reminders,
  Migration20261127000700_discussion,
  Migration20261127000800_brokering,
  Migration20261128000100_check_ins,
  Migration20261128000200_lesson_mail,
  Migration20261128000300_answers_taken_back,
];

/** What the program may not do with its own tables. */
export const rights = {
  appendOnly: ['events', 'history', 'history_chain', 'compact_standings', 'compact_check_ins'],
  readOnly: ['log_epochs', 'case_reads'],
  insertOnly: ['payment_holds'],
};
