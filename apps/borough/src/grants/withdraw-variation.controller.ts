import { NotFound } from '#errors';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { timelineOf } from './grant-timeline.js';
import { GrantsQueries } from './grants.queries.js';
import { VariationsService } from './variations.service.js';
import { WithdrawVariation } from './withdraw.command.js';

/** A change is taken back: the grant stands as it did before. */
@Requires('grants.vary')
@Controller('grants/:grantId/changes/:variationId/withdraw')
export class WithdrawVariationController {
  constructor(
    private readonly grants: GrantsQueries,
    private readonly variations: VariationsService,
  ) {}

  @Get()
  @Render('grants/withdraw-variation.njk')
  async page(
    @RecordId('grantId', 'grant') grantId: string,
    @RecordId('variationId', 'change') variationId: string,
    @WorkingAs() actor: Actor,
  ) {
    const record = await this.grants.standing(actor, grantId);
    const change = timelineOf(record, []).find(({ id }) => id === variationId);
    if (!change) throw new NotFound('This grant has no such change. Open the grant to see its changes.');
    return { grantId, grantTitle: record.title, change };
  }

  @Post()
  @FormPage('grants/withdraw-variation.njk')
  @Redirect()
  async submit(
    @RecordId('grantId', 'grant') grantId: string,
    @RecordId('variationId', 'change') variationId: string,
    @Body() form: WithdrawVariation,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.variations.withdraw(actor, grantId, variationId, form);
    tellNext(reply, 'The change is taken back. The grant stands as it did before it.');
    return { url: `/grants/${grantId}` };
  }
}
