import type { PersonalPart } from '../people/personal-data.service.js';

/** Who gave or ended a role is known by subject alone; by which issuer, its history says. */
const byThem = (act: string): string =>
  `exists (select from history h where h.record_id = r.id and h.act = '${act}' and h.issuer = $1 and h.subject = $2)`;

export const ROLES_HELD: PersonalPart = {
  name: 'roles',
  title: 'Roles held here, from when until when, with the name as the borough wrote it down',
  tables: ['role_assignments'],
  held: `
    select json_build_object('id', r.id, 'name', r.name, 'role', r.role, 'heldForKind', r.held_for_kind, 'heldFor', r.held_for,
      'from', r.held_from, 'until', r.held_until, 'givenAt', r.given_at, 'givenBy', r.given_by, 'endedBy', r.ended_by) as held
    from role_assignments r where r.issuer = $1 and r.subject = $2 order by r.given_at, r.id`,
  erased: [
    `update role_assignments r set given_by = 'erased', version = version + 1 where r.given_by = $2 and ${byThem('given')}`,
    `update role_assignments r set ended_by = 'erased', version = version + 1 where r.ended_by = $2 and ${byThem('ended')}`,
    `update role_assignments set name = 'erased', subject = 'erased', version = version + 1 where issuer = $1 and subject = $2`,
  ],
  isErasedLast: true,
};

export const SESSIONS_HELD: PersonalPart = {
  name: 'sessions',
  title: 'Sign-ins; each ends by itself after twelve hours at most',
  tables: ['sessions'],
  held: `
    select json_build_object('name', name, 'begunAt', begun_at, 'seenAt', seen_at, 'workingAs', working_as) as held
    from sessions where issuer = $1 and subject = $2 order by begun_at`,
  erased: ['delete from sessions where issuer = $1 and subject = $2'],
};
