import { dateInWords } from '#clock';
import { type Actor, actorsWith, type Person, Requires, ROLE_DEFINITIONS, ROLES, SignedIn, WorkingAs } from '#identity';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { RolesAsked } from './role.commands.js';
import { RolesQueries, type RoleView } from './roles.queries.js';

const AT_ONCE = 100;

/** Who holds which role here, and who held one. */
@Requires('roles.read')
@Controller('roles')
export class RolesPageController {
  constructor(private readonly roles: RolesQueries) {}

  @Get()
  @Render('access/roles.njk')
  async page(@Query() asked: RolesAsked, @SignedIn() person: Person | null, @WorkingAs() { clearance }: Actor) {
    const mayGive = actorsWith(person, 'roles.give').length > 0;
    const mayErase = asked.held === 'ended' && actorsWith(person, 'people.erase').length > 0;
    const [{ items, next }, withoutRole] = await Promise.all([
      this.roles.list({ ...asked, limit: AT_ONCE }, clearance),
      mayGive ? this.roles.withoutRole() : [],
    ]);
    return {
      rows: items.map((role) => [...cellsOf(role, mayGive && asked.held === 'now'), ...(mayErase ? [eraseOf(role)] : [])]),
      next,
      mayGive,
      mayErase,
      isEnded: asked.held === 'ended',
      withoutRole: withoutRole.map((one) => [
        { text: one.name, href: `/roles/give?${new URLSearchParams({ ...one }).toString()}`, hidden: ', give a role' },
        { text: one.subject, hint: one.issuer },
      ]),
      choices: [{ value: '', text: 'All' }, ...ROLES.map((role) => ({ value: role, text: ROLE_DEFINITIONS[role].title }))],
    };
  }
}

/** Who was erased already is known no more. */
const eraseOf = ({ id, name, subject }: RoleView) =>
  subject === 'erased' ? { text: 'Erased' } : { text: 'Erase the person', href: `/people/${id}/erase`, hidden: name };

function cellsOf({ id, name, subject, inWords, from, until, role }: RoleView, mayEnd: boolean) {
  const isShared = role === 'council-co-chair' || role === 'sector-co-chair';
  const end = isShared
    ? { text: 'By both co-chairs', href: '/co-chairs' }
    : { text: 'End', href: `/roles/${id}/end`, hidden: `the role of ${name}` };
  return [
    { text: name, hint: subject },
    { text: inWords },
    { text: dateInWords(from) },
    { text: until === null ? 'No last day' : dateInWords(until) },
    ...(mayEnd ? [end] : []),
  ];
}
