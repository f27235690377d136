import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { OrganisationsAsked, OrganisationsQueries } from './organisations.queries.js';

/** The organisations of the borough, found by number or name. */
@Public()
@Controller('organisations')
export class OrganisationsPageController {
  constructor(private readonly organisations: OrganisationsQueries) {}

  @Get()
  @Render('organisations/organisations.njk')
  async page(@Query() asked: OrganisationsAsked, @SignedIn() person: Person | null) {
    const { items, next } = await this.organisations.list(asked);
    const rows = items.map(({ id, name, identifiers, aliases }) => [
      { text: name, href: `/organisations/${id}`, hint: aliases.length > 0 ? `Also known as ${aliases.join(', ')}` : '' },
      { text: identifiers.join(', ') },
    ]);
    return { rows, next, isOfficer: actorsWith(person, 'organisations.register').length > 0 };
  }
}
