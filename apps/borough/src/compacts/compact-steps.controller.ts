import { IsImpreciseDate, IsText } from '#contracts';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { A_DATE, type AdoptVersion, type ApproveDraft, type PresentDraft, SayWhy } from './compacts.commands.js';
import { AdoptionWithdrawals } from './adoption-withdrawals.service.js';
import { CompactsQueries } from './compacts.queries.js';
import { CompactsService } from './compacts.service.js';

class ApproveForm implements ApproveDraft {
  @IsDateParts({ what: 'the day it was approved' }) approvedOn!: string;
}

class PresentForm implements PresentDraft {
  @IsText(200, { message: 'Name the body, in up to 200 characters' }) presentedTo!: string;
  @IsDateParts({ what: 'the day it is presented' }) presentedOn!: string;
}

class AdoptForm implements AdoptVersion {
  @IsText(200, { message: 'Name the body that adopted it, in up to 200 characters' }) adoptedBy!: string;
  @IsImpreciseDate({ message: A_DATE }) adoptedOn!: string;
  @IsImpreciseDate({ message: A_DATE }) inForceFrom!: string;
  @IsOptional() @IsDateParts({ what: 'the day of the review' }) reviewDueOn?: string;
}

const VersionId = () => RecordId('versionId', 'version');
type Reply = FastifyReply;

/** What was decided of a version, step by step. */
@Requires('compacts.decide')
@Controller('compact/versions/:versionId')
export class CompactStepsController {
  constructor(
    private readonly queries: CompactsQueries,
    private readonly compacts: CompactsService,
    private readonly withdrawals: AdoptionWithdrawals,
  ) {}

  @Get('approve')
  @Render('compacts/approve.njk')
  approvePage(@VersionId() versionId: string, @WorkingAs() actor: Actor) {
    return this.queries.version(actor, versionId);
  }

  @Post('approve')
  @FormPage('compacts/approve.njk', 'approvePage')
  @Redirect()
  async approve(@VersionId() id: string, @Body() form: ApproveForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.compacts.approve(actor, id, form);
    return done(reply, id, 'It is approved. Put it out for consultation next.');
  }

  @Get('final-draft')
  @Render('compacts/final-draft.njk')
  finalDraftPage(@VersionId() versionId: string, @WorkingAs() actor: Actor) {
    return this.queries.version(actor, versionId);
  }

  @Post('final-draft')
  @FormPage('compacts/final-draft.njk', 'finalDraftPage')
  @Redirect()
  async finalDraft(@VersionId() id: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.compacts.finalDraft(actor, id);
    return done(reply, id, 'It is the final draft.');
  }

  @Get('present')
  @Render('compacts/present.njk')
  presentPage(@VersionId() versionId: string, @WorkingAs() actor: Actor) {
    return this.queries.version(actor, versionId);
  }

  @Post('present')
  @FormPage('compacts/present.njk', 'presentPage')
  @Redirect()
  async present(@VersionId() id: string, @Body() form: PresentForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.compacts.present(actor, id, form);
    return done(reply, id, 'It is presented.');
  }

  @Get('return')
  @Render('compacts/return.njk')
  returnPage(@VersionId() versionId: string, @WorkingAs() actor: Actor) {
    return this.queries.version(actor, versionId);
  }

  @Post('return')
  @FormPage('compacts/return.njk', 'returnPage')
  @Redirect()
  async return(@VersionId() id: string, @Body() form: SayWhy, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.compacts.return(actor, id, form);
    return done(reply, id, 'It is returned, and can be written again.');
  }

  @Get('abandon')
  @Render('compacts/abandon.njk')
  abandonPage(@VersionId() versionId: string, @WorkingAs() actor: Actor) {
    return this.queries.version(actor, versionId);
  }

  @Post('abandon')
  @FormPage('compacts/abandon.njk', 'abandonPage')
  @Redirect()
  async abandon(@VersionId() id: string, @Body() form: SayWhy, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.compacts.abandon(actor, id, form);
    return done(reply, id, 'Work on it is stopped. Its text stays here.');
  }

  @Get('adopt')
  @Render('compacts/adopt.njk')
  adoptPage(@VersionId() versionId: string, @WorkingAs() actor: Actor) {
    return this.queries.version(actor, versionId);
  }

  @Post('adopt')
  @FormPage('compacts/adopt.njk', 'adoptPage')
  @Redirect()
  async adopt(@VersionId() id: string, @Body() form: AdoptForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.compacts.adopt(actor, id, form);
    return done(reply, id, 'Its adoption is recorded, and told to the network.');
  }

  @Get('earlier-adoption')
  @Render('compacts/adopt.njk')
  earlierPage(@VersionId() versionId: string, @WorkingAs() actor: Actor) {
    return this.adoptPage(versionId, actor);
  }

  @Post('earlier-adoption')
  @FormPage('compacts/adopt.njk', 'earlierPage')
  @Redirect()
  async earlier(@VersionId() id: string, @Body() form: AdoptForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.compacts.adopt(actor, id, form, true);
    return done(reply, id, 'Its adoption is recorded, and told to the network.');
  }

  @Get('withdraw-adoption')
  @Requires('compacts.propose-withdrawal')
  @Render('compacts/withdraw-adoption.njk')
  withdrawPage(@VersionId() versionId: string, @WorkingAs() actor: Actor) {
    return this.queries.version(actor, versionId);
  }

  @Post('withdraw-adoption')
  @Requires('compacts.propose-withdrawal')
  @FormPage('compacts/withdraw-adoption.njk', 'withdrawPage')
  @Redirect()
  async withdraw(@VersionId() id: string, @Body() form: SayWhy, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    const { version } = await this.queries.version(actor, id);
    const proposal = await this.withdrawals.propose(actor, version, form.reason);
    tellNext(reply, 'It is proposed. Nothing changes until a co-chair of the other side confirms it.');
    return { url: `/two-keys/${proposal}` };
  }
}

function done(reply: Reply, versionId: string, says: string) {
  tellNext(reply, says);
  return { url: `/compact/versions/${versionId}` };
}
