import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { ORGANISATION_ACTS } from './organisation-acts.js';
import { OrganisationGrants } from './organisation-grants.queries.js';
import { OrganisationsQueries } from './organisations.queries.js';
import { identifierShown } from './register-links.js';

/** One organisation: its names, its identifiers with their registers, and its public grants here, and its history. */
@Public()
@Controller('organisations/:organisationId')
export class OrganisationPageController {
  constructor(
    private readonly organisations: OrganisationsQueries,
    private readonly grants: OrganisationGrants,
    private readonly history: RecordHistory,
  ) {}

  @Get()
  @Render('organisations/organisation.njk')
  async page(
    @RecordId('organisationId', 'organisation') organisationId: string,
    @SignedIn() person: Person | null,
    @Query('history') shown?: string,
  ) {
    const organisation = await this.organisations.one(organisationId);
    const isOfficer = actorsWith(person, 'organisations.name').length > 0;
    return {
      organisation,
      identifiers: organisation.identifiers.map(identifierShown),
      grants: await this.grants.of(organisationId),
      history: await this.history.onPage(organisation.id, ORGANISATION_ACTS, { seesAll: isOfficer }, shown),
      isOfficer,
      mayInvite: actorsWith(person, 'compacts.decide').length > 0,
      mayRemove: isOfficer && organisation.identifiers.length > 1,
    };
  }
}
