import type { PersonalPart } from '../people/personal-data.service.js';

export const IMPORTS_HELD: PersonalPart = {
  name: 'imports',
  title: 'Files imported, kept for a week',
  tables: ['grant_imports'],
  held: `
    select json_build_object('id', id, 'at', at, 'fileName', file_name, 'mediaType', media_type, 'bytes', octet_length(file),
      'choices', choices, 'report', report, 'expiresAt', expires_at) as held
    from grant_imports where issuer = $1 and subject = $2 order by at`,
  erased: ['delete from grant_imports where issuer = $1 and subject = $2'],
};
