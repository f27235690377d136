import type { PersonalPart } from '../people/personal-data.service.js';

export const BROKERING_HELD: PersonalPart = {
  name: 'brokering',
  title: 'Entries of the brokering log that the person opened',
  tables: ['brokering_entries'],
  held: `
    select json_build_object('openedOn', opened_on, 'role', role, 'heldFor', held_for, 'entryId', id) as held
    from brokering_entries where issuer = $1 and subject = $2 order by id`,
  erased: [`update brokering_entries set subject = 'erased', version = version + 1 where issuer = $1 and subject = $2`],
};
