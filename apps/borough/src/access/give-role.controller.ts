import { Clock } from '#clock';
import { IsLine, IsText } from '#contracts';
import { type Actor, type HeldFor, KnownIssuers, Requires, ROLE_DEFINITIONS, type Role, ROLES, roleInWords, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Borough } from '../borough.js';
import { RecordId } from '../record-id.js';
import { AccessService } from './access.service.js';
import { EndRole, refuseSeveralReaches } from './role.commands.js';
import { RoleIsOver } from './role.errors.js';
import { isOver, RolesQueries } from './roles.queries.js';

/** Giving a role as the form asks it. */
class GiveRoleForm {
  @IsLine(200, { message: 'Enter the name of the person, in up to 200 characters' }) name!: string;
  @IsLine(255, { message: 'Enter the sign-in reference of the person. Their page “Your account” shows it' }) subject!: string;
  @IsOptional() @IsLine(500, { message: 'Enter the address of the identity provider, in up to 500 characters' }) issuer?: string;
  @IsIn(ROLES, { message: 'Choose the role' }) role!: Role;
  /** `department:housing`, `body:…`; empty for the whole borough. */
  @IsOptional() @IsText(100, { message: 'Choose what the role is for' }) heldFor?: string;
  @IsOptional() @IsText(100, { message: 'Enter the number of an organisation, like GB-CHC-1164883' }) organisation?: string;
  @IsOptional() @IsDateParts({ what: 'the first day' }) from?: string;
  @IsOptional()
  @IsDateParts({ what: 'the last day', notBefore: { field: 'from', message: 'The last day must not come before the first' } })
  until?: string;
}

/** What the form says the role is for. @throws InvalidInput for two answers. */
function heldForOf({ heldFor, organisation }: Pick<GiveRoleForm, 'heldFor' | 'organisation'>): HeldFor | null {
  if (heldFor && organisation) refuseSeveralReaches(['heldFor', 'organisation']);
  if (organisation) return { kind: 'organisation', key: organisation };
  const [, kind, key] = /^(department|body):(.+)$/.exec(heldFor ?? '') ?? [];
  return kind && key ? { kind: kind as 'department' | 'body', key } : null;
}

/** What roles there are, and what they can be for, as choices of a form. */
function choicesOf({ departments, bodies }: Borough) {
  return {
    roles: ROLES.map((role) => ({ value: role, text: ROLE_DEFINITIONS[role].title, hint: { text: ROLE_DEFINITIONS[role].says } })),
    reaches: [
      { value: '', text: 'The whole borough' },
      ...departments.map(({ key, name }) => ({ value: `department:${key}`, text: `Department: ${name}` })),
      ...bodies.map(({ key, name }) => ({ value: `body:${key}`, text: `Body: ${name}` })),
    ],
  };
}

const asked = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 500) : '');

/** An administrator gives a role, and ends one. */
@Requires('roles.give')
@Controller('roles')
export class GiveRoleController {
  constructor(
    private readonly access: AccessService,
    private readonly queries: RolesQueries,
    private readonly borough: Borough,
    private readonly issuers: KnownIssuers,
    private readonly clock: Clock,
  ) {}

  /** A person who signed in and waits for a role is named in the address. */
  @Get('give')
  @Render('access/give-role.njk')
  page(@Query() query: Record<string, unknown>) {
    const values = { name: asked(query.name), subject: asked(query.subject), issuer: asked(query.issuer) };
    return { ...choicesOf(this.borough), issuers: this.issuers.addresses, values };
  }

  @Post('give')
  @FormPage('access/give-role.njk')
  @Redirect()
  async give(@Body() form: GiveRoleForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    const { name, subject, issuer = actor.issuer, role, from, until } = form;
    const heldFor = heldForOf(form);
    const { given, unchanged } = await this.access.give(actor, [{ issuer, subject, name, role, heldFor, from, until }]);
    const what = `${name}: ${roleInWords({ role, heldFor: await this.access.named(heldFor) })}`;
    const said = given ? 'The role is given' : unchanged ? 'The role is held already, just so' : 'The role is changed';
    tellNext(reply, `${said}. ${what}.`, unchanged ? 'information' : 'success');
    return { url: '/roles' };
  }

  @Get(':roleId/end')
  @Render('access/end-role.njk')
  async endPage(@RecordId('roleId', 'role') roleId: string, @WorkingAs() { clearance }: Actor) {
    const role = await this.queries.one(roleId, clearance);
    if (isOver(role, this.clock.today())) throw new RoleIsOver();
    return { role };
  }

  @Post(':roleId/end')
  @FormPage('access/end-role.njk', 'endPage')
  @Redirect()
  async end(
    @RecordId('roleId', 'role') roleId: string,
    @Body() { reason }: EndRole,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { name, inWords } = await this.queries.one(roleId, actor.clearance);
    await this.access.end(actor, roleId, reason);
    tellNext(reply, `The role has ended. ${name}: ${inWords}.`);
    return { url: '/roles' };
  }
}
