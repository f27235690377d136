import type { PersonalPart } from '../people/personal-data.service.js';

export const CONFIRMATIONS_HELD: PersonalPart = {
  name: 'confirmations',
  title: 'Statements that records are complete',
  tables: ['completeness_confirmations'],
  held: `
    select json_build_object('recordType', record_type, 'completeTo', complete_to, 'confirmedAt', confirmed_at, 'role', role) as held
    from completeness_confirmations where issuer = $1 and subject = $2 order by confirmed_at`,
  erased: [`update completeness_confirmations set subject = 'erased' where issuer = $1 and subject = $2`],
};
