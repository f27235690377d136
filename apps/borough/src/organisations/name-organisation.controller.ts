import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { AddAlias, AddIdentifier, RemoveIdentifier, RenameOrganisation } from './name-organisation.command.js';
import { IdentifierUnknown } from './organisation.errors.js';
import { OrganisationsQueries } from './organisations.queries.js';
import { OrganisationsService } from './organisations.service.js';

/** What an organisation is called and by which numbers it is known. */
@Requires('organisations.name')
@Controller('organisations/:organisationId')
export class NameOrganisationController {
  constructor(
    private readonly queries: OrganisationsQueries,
    private readonly organisations: OrganisationsService,
  ) {}

  @Get('rename')
  @Render('organisations/rename-organisation.njk')
  async page(@RecordId('organisationId', 'organisation') organisationId: string) {
    return { organisation: await this.queries.one(organisationId) };
  }

  @Post('rename')
  @FormPage('organisations/rename-organisation.njk')
  @Redirect()
  async rename(
    @RecordId('organisationId', 'organisation') organisationId: string,
    @Body() form: RenameOrganisation,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.organisations.rename(actor, organisationId, form);
    tellNext(reply, `The organisation is now called ${form.name}. The name before is kept as another name.`);
    return { url: `/organisations/${organisationId}` };
  }

  @Get('alias')
  @Render('organisations/add-alias.njk')
  async aliasPage(@RecordId('organisationId', 'organisation') organisationId: string) {
    return this.page(organisationId);
  }

  @Post('alias')
  @FormPage('organisations/add-alias.njk')
  @Redirect()
  async addAlias(
    @RecordId('organisationId', 'organisation') organisationId: string,
    @Body() form: AddAlias,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.organisations.addAlias(actor, organisationId, form);
    tellNext(reply, `The organisation is also known as ${form.alias}.`);
    return { url: `/organisations/${organisationId}` };
  }

  @Get('identifier')
  @Render('organisations/add-identifier.njk')
  async identifierPage(@RecordId('organisationId', 'organisation') organisationId: string) {
    return this.page(organisationId);
  }

  @Post('identifier')
  @FormPage('organisations/add-identifier.njk')
  @Redirect()
  async addIdentifier(
    @RecordId('organisationId', 'organisation') organisationId: string,
    @Body() form: AddIdentifier,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.organisations.addIdentifier(actor, organisationId, form);
    tellNext(reply, `${form.identifier} is recorded for the organisation.`);
    return { url: `/organisations/${organisationId}` };
  }

  @Get('remove-identifier')
  @Render('organisations/remove-identifier.njk')
  async removePage(@RecordId('organisationId', 'organisation') organisationId: string, @Query('identifier') identifier: unknown) {
    const organisation = await this.queries.one(organisationId);
    const named = organisation.identifiers.find((one) => one === identifier);
    if (named === undefined) throw new IdentifierUnknown(typeof identifier === 'string' ? identifier.slice(0, 200) : 'This');
    return { organisation, values: { identifier: named } };
  }

  @Post('remove-identifier')
  @FormPage('organisations/remove-identifier.njk')
  @Redirect()
  async removeIdentifier(
    @RecordId('organisationId', 'organisation') organisationId: string,
    @Body() form: RemoveIdentifier,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.organisations.removeIdentifier(actor, organisationId, form);
    tellNext(reply, `${form.identifier} is no longer recorded for the organisation.`);
    return { url: `/organisations/${organisationId}` };
  }
}
