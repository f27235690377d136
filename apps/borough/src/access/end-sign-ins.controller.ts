import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { AccessService } from './access.service.js';
import { EndSignIns } from './role.commands.js';
import { RolesQueries } from './roles.queries.js';

/** An administrator signs a person out everywhere: a device was lost, or somebody left at odds. */
@Requires('sessions.end')
@Controller('roles/:roleId/end-sign-ins')
export class EndSignInsController {
  constructor(
    private readonly access: AccessService,
    private readonly queries: RolesQueries,
  ) {}

  @Get()
  @Render('access/end-sign-ins.njk')
  async page(@RecordId('roleId', 'role') roleId: string, @WorkingAs() { clearance }: Actor) {
    return { role: await this.queries.one(roleId, clearance) };
  }

  @Post()
  @FormPage('access/end-sign-ins.njk')
  @Redirect()
  async end(
    @RecordId('roleId', 'role') roleId: string,
    @Body() { reason }: EndSignIns,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.access.endSignIns(actor, roleId, reason);
    tellNext(reply, 'The person is signed out at every browser.');
    return { url: `/roles/${roleId}` };
  }
}
