import type { PersonalPart } from '../people/personal-data.service.js';

export const POSTS_HELD: PersonalPart = {
  name: 'discussion',
  title: 'What the person said in the private discussion of the Compact Implementation Group',
  tables: ['discussion_posts'],
  held: `
    select json_build_object('at', posted_at, 'role', role, 'text', text, 'takenBackBy', taken_back_by) as held
    from discussion_posts where issuer = $1 and subject = $2 order by posted_at, id`,
  erased: [
    `update discussion_posts set subject = 'erased', name = 'erased', text = 'erased', version = version + 1
     where issuer = $1 and subject = $2`,
  ],
};
