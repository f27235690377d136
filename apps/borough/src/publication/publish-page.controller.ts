import { Clock } from '#clock';
import { CompletenessOfRecords } from '#events';
import { type Actor, type Person, Public, Requires, SignedIn, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { WaitingQueries } from '../grants/waiting.queries.js';
import { officersOf } from '../officers.js';
import { ConfirmComplete, PUBLISHED_TYPES, type PublishedType } from './confirm-complete.command.js';
import { Confirmations } from './confirmations.service.js';
import { PublishQueries } from './publish.queries.js';

const TITLES: Record<PublishedType, string> = { grants: 'Grants', programmes: 'Programmes', organisations: 'Organisations' };

/** What is published of each kind of record, up to when, and what is held back. */
@Public()
@Controller('publish')
export class PublishPageController {
  constructor(
    private readonly published: PublishQueries,
    private readonly completeness: CompletenessOfRecords,
    private readonly confirmations: Confirmations,
    private readonly waiting: WaitingQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('publication/publish.njk')
  async page(@SignedIn() person: Person | null) {
    const officers = officersOf(person);
    const [complete, heldBack] = await Promise.all([this.completeness.read(), officers.length > 0 ? this.waiting.heldBack() : null]);
    const today = this.clock.today();
    const cards = await Promise.all(
      PUBLISHED_TYPES.map(async (type) => ({
        type,
        title: TITLES[type],
        ...(await this.published.of(type)),
        completeTo: complete[type]?.completeTo ?? null,
        heldBack: type === 'grants' ? heldBack : null,
        isConfirmed: complete[type]?.completeTo === today,
      })),
    );
    return { cards, today, isOfficer: officers.length > 0, mayConfirm: officers.some(({ departmentKey }) => departmentKey === null) };
  }

  @Post()
  @Requires('funding-officer')
  @FormPage('publication/publish.njk')
  @Redirect()
  async confirm(@Body() form: ConfirmComplete, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.confirmations.confirm(actor, form);
    tellNext(reply, `${TITLES[form.recordType]} are complete to today.`);
    return { url: '/publish' };
  }
}
