import { type Actor, actorsWith, type Person, Public, Requires, roleKey, SignedIn, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ConfirmComplete } from './confirm-complete.command.js';
import { Confirmations } from './confirmations.service.js';
import { PublishCheck } from './publish-check.service.js';
import { TITLES } from './publish-tasks.js';

/** What is published of each kind of record, up to when, what is held back, what the hub refused, and what is left to do. */
@Public()
@Controller('publish')
export class PublishPageController {
  constructor(
    private readonly check: PublishCheck,
    private readonly confirmations: Confirmations,
  ) {}

  @Get()
  @Render('publication/publish.njk')
  async page(@SignedIn() person: Person | null) {
    const officers = actorsWith(person, 'publication.publish');
    const confirming = officers.find(({ reachesAll }) => reachesAll);
    return {
      ...(await this.check.read(officers.length > 0)),
      mayConfirm: confirming !== undefined,
      formRole: confirming && roleKey(confirming),
    };
  }

  @Post()
  @Requires('publication.publish')
  @FormPage('publication/publish.njk')
  @Redirect()
  async confirm(@Body() form: ConfirmComplete, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.confirmations.confirm(actor, form);
    tellNext(reply, `${TITLES[form.recordType]} are complete to today.`);
    return { url: '/publish' };
  }
}
