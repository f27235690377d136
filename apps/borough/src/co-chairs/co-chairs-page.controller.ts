import { dateInWords } from '#clock';
import { IsLine, IsText } from '#contracts';
import { type Actor, actorsWith, KnownIssuers, type Person, Requires, SignedIn, WorkingAs, type Side, SIDES } from '#identity';
import { FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { RolesQueries } from '../access/roles.queries.js';
import { RecordId } from '../record-id.js';
import { type ProposeCoChair, ProposeEnd } from './co-chairs.commands.js';
import { CoChairs } from './co-chairs.service.js';

class ProposeCoChairForm implements ProposeCoChair {
  @IsIn(SIDES, { message: 'Choose the side' }) side!: Side;
  @IsLine(200, { message: 'Enter the name of the person, in up to 200 characters' }) name!: string;
  @IsLine(255, { message: 'Enter the sign-in reference of the person. Their page “Your account” shows it' }) subject!: string;
  @IsOptional() @IsLine(500, { message: 'Choose where the person signs in' }) issuer?: string;
  @IsOptional() @IsDateParts({ what: 'the last day' }) until?: string;
  @IsText(1000, { message: 'Say why, in up to 1,000 characters. The other co-chair reads it' }) reason!: string;
}

const sameName = (one: string, other: string): boolean => one.localeCompare(other, 'en', { sensitivity: 'base' }) === 0;

/** Who chairs the Compact Implementation Group, and proposals to change it. */
@Controller('co-chairs')
export class CoChairsPageController {
  constructor(
    private readonly coChairs: CoChairs,
    private readonly roles: RolesQueries,
    private readonly issuers: KnownIssuers,
  ) {}

  @Get()
  @Requires('two-keys.read')
  @Render('co-chairs/co-chairs.njk')
  async page(@SignedIn() person: Person | null, @WorkingAs() { clearance }: Actor) {
    const chairs = await this.roles.coChairs(clearance);
    const mayPropose = actorsWith(person, 'co-chairs.propose').length > 0;
    const named = (wanted: string): number => chairs.filter(({ name }) => sameName(name, wanted)).length;
    const rows = chairs.map(({ id, name, subject, inWords, from, until }) => [
      { text: named(name) > 1 ? `${name}, sign-in reference ${subject}` : name },
      { text: inWords },
      { text: dateInWords(from) },
      { text: until === null ? 'No last day' : dateInWords(until) },
      ...(mayPropose ? [{ text: 'Propose the end', href: `/co-chairs/${id}/end`, hidden: `of the role of ${name}` }] : []),
    ]);
    return { rows, mayPropose };
  }

  @Get('propose')
  @Requires('co-chairs.propose')
  @Render('co-chairs/propose-co-chair.njk')
  proposePage() {
    return { issuers: this.issuers.addresses };
  }

  @Post('propose')
  @Requires('co-chairs.propose')
  @FormPage('co-chairs/propose-co-chair.njk', 'proposePage')
  @Redirect()
  async propose(@Body() form: ProposeCoChairForm, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    const id = await this.coChairs.proposeGiving(actor, form);
    tellNext(reply, 'It is proposed. Nothing changes until a co-chair of the other side confirms it.');
    return { url: `/two-keys/${id}` };
  }

  @Get(':roleId/end')
  @Requires('co-chairs.propose')
  @Render('co-chairs/propose-end.njk')
  async endPage(@RecordId('roleId', 'co-chair') roleId: string, @WorkingAs() { clearance }: Actor) {
    return { role: await this.roles.coChair(roleId, clearance) };
  }

  @Post(':roleId/end')
  @Requires('co-chairs.propose')
  @FormPage('co-chairs/propose-end.njk', 'endPage')
  @Redirect()
  async end(
    @RecordId('roleId', 'co-chair') roleId: string,
    @Body() form: ProposeEnd,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id = await this.coChairs.proposeEnding(actor, await this.roles.coChair(roleId, actor.clearance), form);
    tellNext(reply, 'It is proposed. Nothing changes until a co-chair of the other side confirms it.');
    return { url: `/two-keys/${id}` };
  }
}
