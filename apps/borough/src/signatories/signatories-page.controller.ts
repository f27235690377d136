import { IsLine, IsOrganisationIdentifier, SIGNATORY_SIDES, type SignatorySide } from '#contracts';
import { SIGNATORY_STATE_WORDS } from '#commitments';
import { ListQuery } from '#api';
import { type Actor, actorsWith, type Person, Public, Requires, SignedIn, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsEmail, IsIn, IsOptional, IsUUID, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordHistory } from '../history/record-history.service.js';
import { OrganisationsQueries } from '../organisations/organisations.queries.js';
import { RecordId } from '../record-id.js';
import { SIGNATORY_ACTS } from './signatory-acts.js';
import { factsOf, nextStepsOf, SIDE_WORDS, signatoryCells } from './signatory-on-page.js';
import { type InviteBody, WORDS } from './signatories.commands.js';
import { SignatoriesQueries, writerOf } from './signatories.queries.js';
import { SignatoriesService } from './signatories.service.js';

/** Many more than sign one Compact. */
const AT_ONCE = 300;

class InviteForm implements InviteBody {
  @IsOptional() @IsUUID(undefined, WORDS.name) organisationId?: string;
  @IsOptional() @IsLine(300, WORDS.name) name?: string;
  @IsOptional() @IsOrganisationIdentifier(WORDS.identifier) identifier?: string;
  @IsIn(SIGNATORY_SIDES, WORDS.side) side!: SignatorySide;
  @IsOptional() @IsDateParts({ what: 'the day it was invited' }) invitedOn?: string;
  @IsOptional() @MaxLength(254, WORDS.contact) @IsEmail({}, WORDS.contact) contact?: string;
}

class InviteAsked {
  /** One of the register of organisations. */
  @IsOptional() @IsUUID() organisation?: string;
}

/** Who signed the Compact: the table, and each on a page of its own. */
@Controller('signatories')
export class SignatoriesPageController {
  constructor(
    private readonly queries: SignatoriesQueries,
    private readonly signatories: SignatoriesService,
    private readonly organisations: OrganisationsQueries,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Get()
  @Public()
  @Render('signatories/signatories.njk')
  async page(@Query() { cursor }: ListQuery, @SignedIn() person: Person | null) {
    const { items, next } = await this.queries.list({ limit: AT_ONCE, ...(cursor && { cursor }) }, writerOf(person));
    const isOpen = ({ signatures }: { readonly signatures: readonly unknown[] }): boolean => signatures.length === 0;
    return {
      rows: items.filter((one) => !isOpen(one)).map(signatoryCells),
      invited: items.filter(isOpen).map(signatoryCells),
      next,
      mayDecide: actorsWith(person, 'compacts.decide').length > 0,
    };
  }

  @Get('invite')
  @Requires('compacts.decide')
  @Render('signatories/invite.njk')
  async invitePage(@Query() { organisation }: InviteAsked) {
    return {
      organisation: organisation ? await this.organisations.one(organisation) : null,
      sides: Object.entries(SIDE_WORDS).map(([value, text]) => ({ value, text })),
    };
  }

  @Post('invite')
  @Requires('compacts.decide')
  @FormPage('signatories/invite.njk', 'invitePage')
  @Redirect()
  async invite(@Body() form: InviteForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    const id = await this.signatories.invite(actor, form);
    tellNext(reply, 'It is recorded, for those who write the Compact. Everyone sees it once it has signed.');
    return { url: `/signatories/${id}` };
  }

  @Get(':signatoryId')
  @Public()
  @Render('signatories/signatory.njk')
  async one(@RecordId('signatoryId', 'signatory') id: string, @SignedIn() person: Person | null, @Query('history') shown?: string) {
    const writer = writerOf(person);
    const signatory = await this.queries.one(id, writer);
    const may = {
      decide: actorsWith(person, 'compacts.decide').length > 0,
      suspend: actorsWith(person, 'signatories.propose-suspension').length > 0,
    };
    return {
      signatory,
      tag: SIGNATORY_STATE_WORDS[signatory.state],
      isPublic: signatory.signatures.length > 0,
      facts: factsOf(signatory),
      steps: nextStepsOf(signatory, may),
      history: await this.recordHistory.onPage(id, SIGNATORY_ACTS, { seesAll: writer !== null }, shown),
    };
  }
}
