import type { PersonalPart } from '../people/personal-data.service.js';

/** Who decided is known by subject alone; by which issuer, its history says. */
const DECIDED = `a.decided_subject = $2 and exists (
  select from history h where h.record_id = a.id and h.act <> 'proposed' and h.issuer = $1 and h.subject = $2)`;

const ABOUT = `(a.content ->> 'issuer' = $1 and a.content ->> 'subject' = $2 or a.content ->> 'roleId' in (
  select id::text from role_assignments where issuer = $1 and subject = $2))`;

export const TWO_KEY_ACTS_HELD: PersonalPart = {
  name: 'proposals',
  title: 'Proposals that need both co-chairs: made, answered, or about the person',
  tables: ['two_key_acts'],
  held: `
    select json_build_object('id', a.id, 'kind', a.kind, 'content', a.content, 'reason', a.reason, 'state', a.state,
      'proposedBy', a.proposed_name, 'proposedAt', a.proposed_at, 'decidedBy', a.decided_name, 'decidedAt', a.decided_at,
      'decidedReason', a.decided_reason) as held
    from two_key_acts a where a.proposed_issuer = $1 and a.proposed_subject = $2 or ${DECIDED} or ${ABOUT} order by a.proposed_at, a.id`,
  erased: [
    `update two_key_acts a set decided_subject = 'erased', decided_name = 'erased', version = version + 1 where ${DECIDED}`,
    `update two_key_acts set proposed_subject = 'erased', proposed_name = 'erased', version = version + 1
     where proposed_issuer = $1 and proposed_subject = $2`,
    `update two_key_acts a set about = 'erased ' || a.id, reason = 'erased', decided_reason = 'erased' || left(a.decided_reason, 0),
       content = a.content || jsonb_build_object('name', 'erased')
         || case when a.content ->> 'subject' is null then '{}' else jsonb_build_object('subject', 'erased') end,
       version = version + 1
     where ${ABOUT}`,
  ],
};
