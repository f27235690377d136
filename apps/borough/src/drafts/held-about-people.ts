import type { PersonalPart } from '../people/personal-data.service.js';

export const DRAFTS_HELD: PersonalPart = {
  name: 'drafts',
  title: 'Forms begun and not sent, kept for 90 days after the last answer',
  tables: ['drafts'],
  held: `
    select json_build_object('title', title, 'url', url, 'answers', answers, 'changedAt', changed_at) as held
    from drafts where person = $1::text || ' ' || $2::text order by changed_at`,
  erased: [`delete from drafts where person = $1::text || ' ' || $2::text`],
};
