import { type Person, RequiresSignIn, SignedIn } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { GiveConsent } from './consents.commands.js';
import { ConsentsQueries } from './consents.queries.js';
import { ConsentsService } from './consents.service.js';

/** What a person agreed to about themselves, given and withdrawn by that person alone. */
@RequiresSignIn()
@Controller('account/consents')
export class ConsentsPageController {
  constructor(
    private readonly consents: ConsentsService,
    private readonly queries: ConsentsQueries,
  ) {}

  @Get()
  @Render('consents/consents.njk')
  async page(@SignedIn() person: Person | null) {
    const { asked, given } = await this.queries.of(themselves(person));
    return { asked, standing: given.filter(({ endedAt }) => endedAt === null), ended: given.filter(({ endedAt }) => endedAt !== null) };
  }

  @Post()
  @FormPage('consents/consents.njk')
  @Redirect()
  async give(@Body() form: GiveConsent, @SignedIn() person: Person | null, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.consents.give(themselves(person), form);
    tellNext(reply, 'Your consent is recorded. Your name is shown now, and you can withdraw it here at any time.');
    return { url: '/account/consents' };
  }

  @Post(':consentId/withdraw')
  @FormPage('consents/consents.njk')
  @Redirect()
  async withdraw(
    @RecordId('consentId', 'consent') consentId: string,
    @SignedIn() person: Person | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.consents.withdraw(themselves(person), consentId);
    tellNext(reply, 'Your consent is withdrawn. Your name is not shown any more.');
    return { url: '/account/consents' };
  }
}

function themselves(person: Person | null): Person {
  if (!person) throw new UnauthorizedException();
  return person;
}
