import { Clock, dateInWords } from '#clock';
import { type Actor, actorsWith, type Person, Requires, ROLE_DEFINITIONS, ROLES, SignedIn, sideOf, WorkingAs } from '#identity';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { ROLE_ACTS } from './role-acts.js';
import { RolesAsked } from './role.commands.js';
import { isOver, RolesQueries, type RoleView } from './roles.queries.js';

const AT_ONCE = 100;

/** Who holds which role here, and who held one. */
@Requires('roles.read')
@Controller('roles')
export class RolesPageController {
  constructor(
    private readonly roles: RolesQueries,
    private readonly history: RecordHistory,
    private readonly clock: Clock,
  ) {}

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

  /** One role, with who gave, changed and ended it. */
  @Get(':roleId')
  @Render('access/role.njk')
  async one(
    @RecordId('roleId', 'role') roleId: string,
    @SignedIn() person: Person | null,
    @WorkingAs() { clearance }: Actor,
    @Query('history') shown?: string,
  ) {
    const role = await this.roles.one(roleId, clearance);
    const mayGive = actorsWith(person, 'roles.give').length > 0;
    return {
      role,
      facts: factsOf(role),
      end: mayGive && !isOver(role, this.clock.today()) ? endOf(role) : null,
      maySignOut: role.subject !== 'erased' && actorsWith(person, 'sessions.end').length > 0,
      history: await this.history.onPage(roleId, ROLE_ACTS, { seesAll: true }, shown),
    };
  }
}

/** Who was erased already is known no more. */
const eraseOf = ({ id, name, subject }: RoleView) =>
  subject === 'erased' ? { text: 'Erased' } : { text: 'Erase the person', href: `/people/${id}/erase`, hidden: name };

function endOf({ id, name, role }: RoleView) {
  return sideOf(role)
    ? { text: 'End by both co-chairs', href: '/co-chairs' }
    : { text: 'End', href: `/roles/${id}/end`, hidden: `the role of ${name}` };
}

const lastDayOf = ({ until }: RoleView): string => (until === null ? 'No last day' : dateInWords(until));

function cellsOf(role: RoleView, mayEnd: boolean) {
  return [
    { text: role.name, href: `/roles/${role.id}`, hidden: `as ${role.inWords}`, hint: role.subject },
    { text: role.inWords },
    { text: dateInWords(role.from) },
    { text: lastDayOf(role) },
    ...(mayEnd ? [endOf(role)] : []),
  ];
}

function factsOf(role: RoleView) {
  return [
    { text: 'Role', value: role.inWords },
    { text: 'From', value: dateInWords(role.from) },
    { text: 'Last day', value: lastDayOf(role) },
    { text: 'Sign-in reference', value: role.subject },
    { text: 'Where they sign in', value: role.issuer },
    { text: 'Given by', value: role.givenBy },
    ...(role.endedBy === null ? [] : [{ text: 'Ended by', value: role.endedBy }]),
  ];
}
