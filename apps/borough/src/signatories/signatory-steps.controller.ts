import { dateInWords } from '#clock';
import { IsLine, IsText, SIGNATORY_ENDINGS, type SignatoryEnding } from '#contracts';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { ENDING_WORDS } from './signatory-on-page.js';
import {
  ChangeContact,
  type ConfirmSignatory,
  type EndSignatory,
  ProposeSuspension,
  type SignVersion,
  type WithdrawSignatory,
  WORDS,
} from './signatories.commands.js';
import { SignatoriesQueries } from './signatories.queries.js';
import { SignatoriesService } from './signatories.service.js';
import { SuspensionsService } from './suspensions.service.js';

class SignForm implements SignVersion {
  @IsUUID(undefined, WORDS.version) versionId!: string;
  @IsDateParts({ what: 'the day it was signed' }) signedOn!: string;
  @IsLine(200, WORDS.signedAs) signedAs!: string;
}

class CorrectForm extends SignForm {
  @IsText(1000, WORDS.why) reason!: string;
}

class ConfirmForm implements ConfirmSignatory {
  @IsDateParts({ what: 'the day the group confirmed it' }) confirmedOn!: string;
}

class WithdrawForm implements WithdrawSignatory {
  @IsDateParts({ what: 'the day it left' }) withdrawnOn!: string;
}

class EndForm implements EndSignatory {
  @IsIn(SIGNATORY_ENDINGS, WORDS.ending) endedAs!: SignatoryEnding;
  @IsDateParts({ what: 'the day it came to an end' }) endedOn!: string;
  @IsOptional() @IsLine(300, WORDS.successor) successor?: string;
}

const Id = () => RecordId('signatoryId', 'signatory');
type Reply = FastifyReply;
const PROPOSED = 'It is proposed. Nothing changes until a co-chair of the other side confirms it.';

/** What is recorded of a signatory, step by step. */
@Requires('compacts.decide')
@Controller('signatories/:signatoryId')
export class SignatoryStepsController {
  constructor(
    private readonly queries: SignatoriesQueries,
    private readonly signatories: SignatoriesService,
    private readonly suspensions: SuspensionsService,
  ) {}

  @Get('pledge')
  @Render('signatories/sign.njk')
  async pledgePage(@Id() id: string, @WorkingAs() actor: Actor) {
    return this.signing(id, actor, { title: 'It signed', action: 'Record the signature' });
  }

  @Post('pledge')
  @FormPage('signatories/sign.njk', 'pledgePage')
  @Redirect()
  async pledge(@Id() id: string, @Body() form: SignForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.signatories.pledge(actor, id, form);
    return done(reply, id, 'Its signature is recorded, and told to the network. The group confirms it next.');
  }

  @Get('reaffirm')
  @Render('signatories/sign.njk')
  async reaffirmPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return this.signing(id, actor, { title: 'It signed a newer version', action: 'Record the signature' });
  }

  @Post('reaffirm')
  @FormPage('signatories/sign.njk', 'reaffirmPage')
  @Redirect()
  async reaffirm(@Id() id: string, @Body() form: SignForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.signatories.reaffirm(actor, id, form);
    return done(reply, id, 'It is recorded, and told to the network.');
  }

  @Get('correct')
  @Render('signatories/sign.njk')
  async correctPage(@Id() id: string, @WorkingAs() actor: Actor) {
    const page = await this.signing(id, actor, { title: 'Correct its signature', action: 'Correct it' });
    return { ...page, values: page.signatory, asksWhy: true };
  }

  @Post('correct')
  @FormPage('signatories/sign.njk', 'correctPage')
  @Redirect()
  async correct(@Id() id: string, @Body() form: CorrectForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.signatories.correct(actor, id, form);
    return done(reply, id, 'It is corrected, and told to the network.');
  }

  @Get('confirm')
  @Render('signatories/confirm.njk')
  async confirmPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return { signatory: await this.queries.one(id, actor) };
  }

  @Post('confirm')
  @FormPage('signatories/confirm.njk', 'confirmPage')
  @Redirect()
  async confirm(@Id() id: string, @Body() form: ConfirmForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.signatories.confirm(actor, id, form);
    return done(reply, id, 'It is confirmed.');
  }

  @Get('contact')
  @Render('signatories/contact.njk')
  async contactPage(@Id() id: string, @WorkingAs() actor: Actor) {
    const signatory = await this.queries.one(id, actor);
    return { signatory, values: { contact: signatory.contact } };
  }

  @Post('contact')
  @FormPage('signatories/contact.njk', 'contactPage')
  @Redirect()
  async contact(@Id() id: string, @Body() form: ChangeContact, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.signatories.changeContact(actor, id, form);
    return done(reply, id, 'Its contact is changed.');
  }

  @Get('withdraw')
  @Render('signatories/withdraw.njk')
  async withdrawPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return { signatory: await this.queries.one(id, actor) };
  }

  @Post('withdraw')
  @FormPage('signatories/withdraw.njk', 'withdrawPage')
  @Redirect()
  async withdraw(@Id() id: string, @Body() form: WithdrawForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.signatories.withdraw(actor, id, form);
    return done(reply, id, `It is recorded that it left on ${dateInWords(form.withdrawnOn)}.`);
  }

  @Get('end')
  @Render('signatories/end.njk')
  async endPage(@Id() id: string, @WorkingAs() actor: Actor) {
    const endings = Object.entries(ENDING_WORDS).map(([value, text]) => ({ value, text }));
    return { signatory: await this.queries.one(id, actor), endings };
  }

  @Post('end')
  @FormPage('signatories/end.njk', 'endPage')
  @Redirect()
  async end(@Id() id: string, @Body() form: EndForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: Reply) {
    await this.signatories.end(actor, id, form);
    const asks =
      form.endedAs === 'succeeded' ? ' Invite the body that took its place: whether it goes on with the promises is for it to say.' : '';
    return done(reply, id, `It is recorded.${asks}`);
  }

  @Get('suspend')
  @Requires('signatories.propose-suspension')
  @Render('signatories/propose-suspension.njk')
  async suspendPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return { signatory: await this.queries.one(id, actor), title: 'Propose to suspend it' };
  }

  @Post('suspend')
  @Requires('signatories.propose-suspension')
  @FormPage('signatories/propose-suspension.njk', 'suspendPage')
  @Redirect()
  async suspend(
    @Id() id: string,
    @Body() { reason }: ProposeSuspension,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return this.proposed(reply, await this.suspensions.propose(actor, 'suspend', await this.queries.one(id, actor), reason));
  }

  @Get('end-suspension')
  @Requires('signatories.propose-suspension')
  @Render('signatories/propose-suspension.njk')
  async endSuspensionPage(@Id() id: string, @WorkingAs() actor: Actor) {
    return { signatory: await this.queries.one(id, actor), title: 'Propose to end its suspension' };
  }

  @Post('end-suspension')
  @Requires('signatories.propose-suspension')
  @FormPage('signatories/propose-suspension.njk', 'endSuspensionPage')
  @Redirect()
  async endSuspension(
    @Id() id: string,
    @Body() { reason }: ProposeSuspension,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return this.proposed(reply, await this.suspensions.propose(actor, 'end', await this.queries.one(id, actor), reason));
  }

  private async signing(id: string, actor: Actor, words: { readonly title: string; readonly action: string }) {
    const versions = (await this.queries.versions()).map(({ versionId: value, label }) => ({ value, text: `Version ${label}` }));
    return { signatory: await this.queries.one(id, actor), versions, ...words };
  }

  private proposed(reply: Reply, proposalId: string) {
    tellNext(reply, PROPOSED);
    return { url: `/two-keys/${proposalId}` };
  }
}

function done(reply: Reply, id: string, says: string) {
  tellNext(reply, says);
  return { url: `/signatories/${id}` };
}
