import { IsText } from '#contracts';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { GrantsQueries } from './grants.queries.js';
import { GrantsService } from './grants.service.js';
import type { HoldPayment } from './hold-payment.command.js';

class HoldPaymentForm implements HoldPayment {
  @IsDateParts({ what: 'the first day without payments' }) from!: string;
  @IsOptional() @IsDateParts({ what: 'the last day without payments' }) until?: string;
  @IsText(1000, { message: 'Say why, in up to 1,000 characters' }) reason!: string;
}

/** Payments of a grant are held: seen by the officers of its department alone, and never published. */
@Requires('grants.hold-payment')
@Controller('grants/:grantId/hold-payment')
export class HoldPaymentController {
  constructor(
    private readonly queries: GrantsQueries,
    private readonly grants: GrantsService,
  ) {}

  @Get()
  @Render('grants/hold-payment.njk')
  async page(@RecordId('grantId', 'grant') grantId: string, @WorkingAs() actor: Actor) {
    const { title } = await this.queries.standing(actor, grantId);
    return { grantId, grantTitle: title };
  }

  @Post()
  @FormPage('grants/hold-payment.njk')
  @Redirect()
  async submit(
    @RecordId('grantId', 'grant') grantId: string,
    @Body() form: HoldPaymentForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.grants.holdPayment(actor, grantId, form);
    tellNext(reply, 'The hold is recorded. Nothing of it leaves the borough.');
    return { url: `/grants/${grantId}#payments` };
  }
}
