import type { PersonalPart } from '../people/personal-data.service.js';

/** Lines about the roles of a person, and about proposals to give or end them. */
export const LINES_ABOUT = `(
  h.record_id in (select id from role_assignments where issuer = $1 and subject = $2)
  or h.record_type = 'two-key-act' and (h.changes ->> 'issuer' = $1 and h.changes ->> 'subject' = $2
    or h.changes ->> 'roleId' in (select id::text from role_assignments where issuer = $1 and subject = $2)))`;

export const LINES_BY = 'h.issuer = $1 and h.subject = $2';

export const HISTORY_HELD: PersonalPart = {
  name: 'history',
  title: 'Acts here, in what role, when and why; and what was done about the person’s roles',
  tables: ['history'],
  held: `
    select json_build_object('at', h.at, 'isOwnAct', ${LINES_BY}, 'role', h.role, 'heldFor', h.held_for, 'act', h.act,
      'recordType', h.record_type, 'recordId', h.record_id, 'reason', h.reason, 'changes', h.changes) as held
    from history h where ${LINES_BY} or ${LINES_ABOUT} order by h.at, h.id`,
  // Each line in the chain by its own function, with a later line that says so: HistoryErasure.
  erased: [],
  staysBecause:
    'That it was done, in what role and when, stays on record. Who did it goes, and what was written about the roles of the person.',
};
