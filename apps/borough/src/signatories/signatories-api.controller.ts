import { Answers, ListQuery, ListRoute, type Page } from '#api';
import { type Actor, type Person, Public, Requires, SignedIn, WorkingAs } from '#identity';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { Made } from '../made.js';
import { SIGNATORY_ACTS } from './signatory-acts.js';
import {
  ChangeContact,
  ConfirmSignatory,
  CorrectSignature,
  EndSignatory,
  InviteBody,
  ProposeSuspension,
  SignVersion,
  WithdrawSignatory,
} from './signatories.commands.js';
import { SIGNATORY_COLUMNS, SignatoriesQueries, SignatoryView, writerOf } from './signatories.queries.js';
import { SignatoriesService } from './signatories.service.js';
import { SuspensionsService } from './suspensions.service.js';

const Id = () => Param('signatoryId', new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

/** Who signed the Compact. */
@Controller('api/v1')
export class SignatoriesApiController {
  constructor(
    private readonly signatories: SignatoriesService,
    private readonly suspensions: SuspensionsService,
    private readonly queries: SignatoriesQueries,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Public()
  @ListRoute('signatories', {
    summary: 'The bodies that signed the Compact, by name, and how each stands.',
    item: SignatoryView,
    csv: SIGNATORY_COLUMNS,
  })
  async list(@Query() asked: ListQuery, @SignedIn() person: Person | null): Promise<Page<SignatoryView>> {
    return this.queries.list(asked, writerOf(person));
  }

  @Public()
  @Get('signatories/:signatoryId')
  @ApiOperation({ summary: 'One of them with all its signatures.' })
  @Answers(200, SignatoryView, 'The signatory.')
  async one(@Id() id: string, @SignedIn() person: Person | null): Promise<SignatoryView> {
    return this.queries.one(id, writerOf(person));
  }

  @Requires('compacts.draft')
  @Get('signatories/:signatoryId/record')
  @ApiOperation({ summary: 'One of them with what is not public of it: when it was invited, why it is suspended.' })
  @Answers(200, SignatoryView, 'The signatory.')
  async record(@Id() id: string, @WorkingAs() actor: Actor): Promise<SignatoryView> {
    return this.queries.one(id, actor);
  }

  @Public()
  @ListRoute('signatories/:signatoryId/history', {
    summary: 'Who recorded what of a signatory, in what role.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Id() id: string, @Query() { limit, cursor }: ListQuery, @SignedIn() person: Person | null): Promise<Page<HistoryItem>> {
    const writer = writerOf(person);
    await this.queries.one(id, writer);
    return this.recordHistory.of(id, SIGNATORY_ACTS, { seesAll: writer !== null, limit, cursor });
  }

  @Requires('compacts.decide')
  @Post('signatories')
  @ApiOperation({ summary: 'Invite a body to sign, or enter one that signed already. Nobody outside is told before it has signed.' })
  @Answers(201, Made, 'The record.')
  async invite(@Body() command: InviteBody, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.signatories.invite(actor, command) };
  }

  @Requires('compacts.decide')
  @Post('signatories/:signatoryId/pledge')
  @HttpCode(204)
  @ApiOperation({ summary: 'Somebody with authority signed a version of the Compact for it.' })
  async pledge(@Id() id: string, @Body() command: SignVersion, @WorkingAs() actor: Actor): Promise<void> {
    await this.signatories.pledge(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('signatories/:signatoryId/confirmation')
  @HttpCode(204)
  @ApiOperation({ summary: 'The Compact Implementation Group counts it among the signatories.' })
  async confirm(@Id() id: string, @Body() command: ConfirmSignatory, @WorkingAs() actor: Actor): Promise<void> {
    await this.signatories.confirm(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('signatories/:signatoryId/reaffirmation')
  @HttpCode(204)
  @ApiOperation({ summary: 'It signed a newer version.' })
  async reaffirm(@Id() id: string, @Body() command: SignVersion, @WorkingAs() actor: Actor): Promise<void> {
    await this.signatories.reaffirm(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('signatories/:signatoryId/correction')
  @HttpCode(204)
  @ApiOperation({ summary: 'Its last signature was recorded wrongly: what is right.' })
  async correct(@Id() id: string, @Body() command: CorrectSignature, @WorkingAs() actor: Actor): Promise<void> {
    await this.signatories.correct(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('signatories/:signatoryId/contact')
  @HttpCode(204)
  @ApiOperation({ summary: 'Where it is written to: the inbox of a role.' })
  async contact(@Id() id: string, @Body() command: ChangeContact, @WorkingAs() actor: Actor): Promise<void> {
    await this.signatories.changeContact(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('signatories/:signatoryId/withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'It left by its own notice.' })
  async withdraw(@Id() id: string, @Body() command: WithdrawSignatory, @WorkingAs() actor: Actor): Promise<void> {
    await this.signatories.withdraw(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('signatories/:signatoryId/ending')
  @HttpCode(204)
  @ApiOperation({ summary: 'The body is no more: dissolved, or succeeded by another.' })
  async end(@Id() id: string, @Body() command: EndSignatory, @WorkingAs() actor: Actor): Promise<void> {
    await this.signatories.end(actor, id, command);
  }

  @Requires('signatories.propose-suspension')
  @Post('signatories/:signatoryId/suspension-proposals')
  @ApiOperation({ summary: 'Propose to suspend it. A co-chair of the other side confirms it.' })
  @Answers(201, Made, 'The proposal.')
  async suspend(@Id() id: string, @Body() { reason }: ProposeSuspension, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.suspensions.propose(actor, 'suspend', await this.queries.one(id, actor), reason) };
  }

  @Requires('signatories.propose-suspension')
  @Post('signatories/:signatoryId/suspension-end-proposals')
  @ApiOperation({ summary: 'Propose to end its suspension. A co-chair of the other side confirms it.' })
  @Answers(201, Made, 'The proposal.')
  async endSuspension(@Id() id: string, @Body() { reason }: ProposeSuspension, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.suspensions.propose(actor, 'end', await this.queries.one(id, actor), reason) };
  }
}
