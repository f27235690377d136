import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { Controller, Get, Render } from '@nestjs/common';
import { RecordId } from '../record-id.js';
import { OrganisationGrants } from './organisation-grants.queries.js';
import { OrganisationsQueries } from './organisations.queries.js';
import { identifierShown } from './register-links.js';

/** One organisation: its names, its identifiers with their registers, and its public grants here. */
@Public()
@Controller('organisations/:organisationId')
export class OrganisationPageController {
  constructor(
    private readonly organisations: OrganisationsQueries,
    private readonly grants: OrganisationGrants,
  ) {}

  @Get()
  @Render('organisations/organisation.njk')
  async page(@RecordId('organisationId', 'organisation') organisationId: string, @SignedIn() person: Person | null) {
    const organisation = await this.organisations.one(organisationId);
    const isOfficer = actorsWith(person, 'organisations.name').length > 0;
    return {
      organisation,
      identifiers: organisation.identifiers.map(identifierShown),
      grants: await this.grants.of(organisationId),
      isOfficer,
      mayRemove: isOfficer && organisation.identifiers.length > 1,
    };
  }
}
