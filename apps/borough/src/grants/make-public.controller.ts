import { NotFound } from '#errors';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { timelineOf } from './grant-timeline.js';
import { GrantsQueries } from './grants.queries.js';
import { VariationsService } from './variations.service.js';

class MakePublicForm {
  @IsOptional() @IsDateParts({ what: 'the day the letter or e-mail was sent' }) toldInWritingOn?: string;
  @IsOptional() @IsDateParts({ what: 'the day the organisation received it' }) receivedOn?: string;
  @IsOptional() @IsDateParts({ what: 'the day the decision became public' }) madePublicOn?: string;
}

/** The organisation knows and the decision is public: a change leaves the borough. */
@Requires('grants.make-public')
@Controller('grants/:grantId/changes/:variationId/publish')
export class MakePublicController {
  constructor(
    private readonly grants: GrantsQueries,
    private readonly variations: VariationsService,
  ) {}

  @Get()
  @Render('grants/make-public.njk')
  async page(
    @RecordId('grantId', 'grant') grantId: string,
    @RecordId('variationId', 'change') variationId: string,
    @WorkingAs() actor: Actor,
  ) {
    const record = await this.grants.standing(actor, grantId);
    const variation = record.variations.find(({ id }) => id === variationId);
    const change = timelineOf(record, []).find(({ id }) => id === variationId);
    if (!variation || !change) throw new NotFound('This grant has no such change. Open the grant to see its changes.');
    const { toldInWritingOn, receivedOn, madePublicOn } = variation;
    return { grantId, grantTitle: record.title, change, recorded: { toldInWritingOn, receivedOn, madePublicOn } };
  }

  @Post()
  @FormPage('grants/make-public.njk')
  @Redirect()
  async submit(
    @RecordId('grantId', 'grant') grantId: string,
    @RecordId('variationId', 'change') variationId: string,
    @Body() form: MakePublicForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.variations.makePublic(actor, grantId, variationId, form);
    tellNext(reply, 'The change is public and has left the borough.');
    return { url: `/grants/${grantId}` };
  }
}
