import { Answers, columnsNamed, ListQuery, ListRoute, type Page } from '#api';
import { actorsWith, type Person, Public, Requires, SignedIn, WorkingAs, type Actor } from '#identity';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { AddAlias, AddIdentifier, RemoveIdentifier, RenameOrganisation } from './name-organisation.command.js';
import { ORGANISATION_ACTS } from './organisation-acts.js';
import { OrganisationsAsked, OrganisationsQueries, OrganisationView } from './organisations.queries.js';
import { OrganisationsService } from './organisations.service.js';
import { RegisterOrganisation } from './register-organisation.command.js';

const CSV = [
  ...columnsNamed<OrganisationView>('id', 'name', 'identifier', 'areaCode', 'isLocal'),
  { heading: 'identifiers', value: ({ identifiers }: OrganisationView) => identifiers.join('; ') },
  { heading: 'aliases', value: ({ aliases }: OrganisationView) => aliases.join('; ') },
  { heading: 'representatives', value: ({ representatives }: OrganisationView) => representatives.join('; ') },
];

const Id = () => Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

@Controller('api/v1')
export class OrganisationsApiController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly queries: OrganisationsQueries,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Public()
  @ListRoute('organisations', { summary: 'Organisations by name, found by name or number.', item: OrganisationView, csv: CSV })
  list(@Query() asked: OrganisationsAsked): Promise<Page<OrganisationView>> {
    return this.queries.list(asked);
  }

  @Public()
  @Get('organisations/:id')
  @ApiOperation({ summary: 'One organisation, by its id here or any of its public identifiers.' })
  @Answers(200, OrganisationView, 'The organisation.')
  one(@Param('id') id: string): Promise<OrganisationView> {
    return this.queries.one(id);
  }

  @Public()
  @ListRoute('organisations/:id/history', {
    summary: 'Who did what to an organisation, in what role and why, the latest first.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Id() id: string, @Query() { limit, cursor }: ListQuery, @SignedIn() person: Person | null): Promise<Page<HistoryItem>> {
    const organisation = await this.queries.one(id);
    return this.recordHistory.of(organisation.id, ORGANISATION_ACTS, {
      seesAll: actorsWith(person, 'organisations.name').length > 0,
      limit,
      cursor,
    });
  }

  @Requires('organisations.register')
  @Post('organisations')
  @ApiOperation({ summary: 'Enter an organisation in the register.' })
  @Answers(201, OrganisationView, 'The organisation.')
  async register(@Body() command: RegisterOrganisation, @WorkingAs() actor: Actor): Promise<OrganisationView> {
    return this.queries.one(await this.organisations.register(actor, command));
  }

  @Requires('organisations.name')
  @Post('organisations/:id/name')
  @HttpCode(204)
  @ApiOperation({ summary: 'It goes by another name; the name before stays an alias.' })
  async rename(@Id() id: string, @Body() command: RenameOrganisation, @WorkingAs() actor: Actor): Promise<void> {
    await this.organisations.rename(actor, id, command);
  }

  @Requires('organisations.name')
  @Post('organisations/:id/aliases')
  @HttpCode(204)
  @ApiOperation({ summary: 'It is also known by this name.' })
  async addAlias(@Id() id: string, @Body() command: AddAlias, @WorkingAs() actor: Actor): Promise<void> {
    await this.organisations.addAlias(actor, id, command);
  }

  @Requires('organisations.name')
  @Post('organisations/:id/identifiers')
  @HttpCode(204)
  @ApiOperation({ summary: 'A further public identifier is its own.' })
  async addIdentifier(@Id() id: string, @Body() command: AddIdentifier, @WorkingAs() actor: Actor): Promise<void> {
    await this.organisations.addIdentifier(actor, id, command);
  }

  @Requires('organisations.name')
  @Post('organisations/:id/identifier-removals')
  @HttpCode(204)
  @ApiOperation({ summary: 'An identifier was recorded by mistake and is not its own.' })
  async removeIdentifier(@Id() id: string, @Body() command: RemoveIdentifier, @WorkingAs() actor: Actor): Promise<void> {
    await this.organisations.removeIdentifier(actor, id, command);
  }
}
