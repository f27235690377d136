import { IsLine } from '#contracts';
import { InvalidInput } from '#errors';
import { localIdentifierFor } from '#grant-files';
import { type Actor, Requires, WorkingAs } from '#identity';
import { AsList, FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Borough } from '../borough.js';
import { OrganisationsQueries } from './organisations.queries.js';
import { OrganisationsService } from './organisations.service.js';
import type { RegisterOrganisation } from './register-organisation.command.js';

/** Pages of this service that may send somebody here and be returned to. */
const RETURN = /^\/grants\/(award|[0-9a-f-]{36}\/vary)\/organisation$/;

class RegisterForm {
  @IsLine(300, { message: 'Enter the name of the organisation, in up to 300 characters' }) name!: string;

  @IsOptional() @Matches(/^[0-9]{6,7}$/, { message: 'A charity number has six or seven digits, like 1164883' }) charityNumber?: string;

  @IsOptional()
  @Matches(/^[A-Za-z0-9]{1,8}$/, { message: 'A company number has up to eight digits or letters, like 09668396' })
  companyNumber?: string;

  @IsOptional()
  @Matches(/^[A-Za-z]{2}-[A-Za-z0-9]{2,8}-[^\s/]{1,150}$/, { message: 'Write another identifier with its register, like GB-SC-SC042386' })
  otherIdentifier?: string;

  @AsList() @IsIn(['none'], { each: true, message: 'Choose from the list' }) noNumber!: 'none'[];
}

/** Entering an organisation in the register, by its public numbers. */
@Requires('organisations.register')
@Controller('organisations/register')
export class RegisterOrganisationController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly queries: OrganisationsQueries,
    private readonly borough: Borough,
  ) {}

  @Get()
  @Render('organisations/register-organisation.njk')
  page(@Query('returnTo') returnTo?: unknown, @Query('name') name?: unknown) {
    return { returnTo: safeReturn(returnTo), values: { name: typeof name === 'string' ? name.slice(0, 300) : '' } };
  }

  @Post()
  @FormPage('organisations/register-organisation.njk')
  @Redirect()
  async submit(
    @Body() form: RegisterForm,
    @Query('returnTo') wanted: unknown,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const command = this.commandOf(form);
    const organisationId = await this.organisations.register(actor, command);
    tellNext(reply, `${command.name} is registered.`);
    const returnTo = safeReturn(wanted);
    const { identifier } = await this.queries.one(organisationId);
    return { url: returnTo ? `${returnTo}?find=${encodeURIComponent(identifier)}` : `/organisations/${organisationId}` };
  }

  private commandOf({ name, charityNumber, companyNumber, otherIdentifier, noNumber }: RegisterForm): RegisterOrganisation {
    const identifiers = [
      ...(charityNumber ? [`GB-CHC-${charityNumber}`] : []),
      ...(companyNumber ? [`GB-COH-${companyNumber.toUpperCase()}`] : []),
      ...(otherIdentifier ? [otherIdentifier] : []),
    ];
    if (identifiers.length === 0 && noNumber.length === 0) {
      const message = 'Enter a charity or company number, or say that the organisation has none';
      throw new InvalidInput([{ field: 'charityNumber', message }]);
    }
    return { name, identifiers: identifiers.length > 0 ? identifiers : [localIdentifierFor(this.borough.organisationPrefix, name)] };
  }
}

const safeReturn = (wanted: unknown): string => (typeof wanted === 'string' && RETURN.test(wanted) ? wanted : '');
