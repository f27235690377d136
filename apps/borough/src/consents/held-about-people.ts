import type { PersonalPart } from '../people/personal-data.service.js';

export const CONSENTS_HELD: PersonalPart = {
  name: 'consents',
  title: 'Consents: to what, in which words, from when until when',
  tables: ['consents'],
  held: `
    select json_build_object('id', id, 'item', item, 'version', text_version, 'text', text, 'organisationId', organisation_id,
      'givenAt', given_at, 'endedAt', ended_at, 'endedBecause', ended_because) as held
    from consents where issuer = $1 and subject = $2 order by given_at`,
  erased: [`update consents set subject = 'erased', version = version + 1 where issuer = $1 and subject = $2`],
};
