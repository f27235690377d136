import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from './access.decorators.js';
import { roleKey } from './actor.js';
import { cookieName, cookieOptions } from './cookies.js';
import { notSignedIn, notYourRole, refuse } from './refusals.js';
import { safeReturn } from './safe-return.js';
import { Sessions } from './sessions.js';
import { IdentitySettings } from './settings.js';

/** Choosing one of several roles, at the top of every page. It holds for the session, and for all its forms. */
@Public()
@Controller('working-as')
export class WorkingAsController {
  constructor(
    private readonly settings: IdentitySettings,
    private readonly sessions: Sessions,
  ) {}

  @Post()
  async choose(@Body() form: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { session, rolesHeld } = request;
    if (!session) return await refuse(request, reply, notSignedIn(this.settings.code, false));
    const role = rolesHeld.find((held) => roleKey(held) === form.role);
    if (!role) return await refuse(request, reply, notYourRole(String(form.role ?? '')));
    const { renewedId } = await this.sessions.workAs(session, roleKey(role));
    if (renewedId) reply.setCookie(cookieName(this.settings, 'session'), renewedId, cookieOptions(this.settings));
    return await reply.redirect(safeReturn(form.returnTo), 303);
  }
}
