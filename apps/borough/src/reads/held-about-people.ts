import type { PersonalPart } from '../people/personal-data.service.js';

export const READS_HELD: PersonalPart = {
  name: 'readsOfConfidentialRecords',
  title: 'Readings of confidential records',
  tables: ['case_reads'],
  held: `
    select json_build_object('at', at, 'role', role, 'heldFor', held_for, 'recordType', record_type, 'recordId', record_id,
      'what', what) as held
    from case_reads where issuer = $1 and subject = $2 order by id`,
  erased: [],
  staysBecause:
    'Whom a confidential record is about may ask who read it. It stays with the sign-in reference; no name belongs to that any more.',
};
