import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from './access.decorators.js';
import { cookieName, cookieOptions } from './cookies.js';
import { notSignedIn, notYourRole, refuse } from './refusals.js';
import { roleKey } from './roles.js';
import { safeReturn } from './safe-return.js';
import { Sessions } from './sessions.js';
import { IdentitySettings } from './settings.js';

/** Choosing one of several roles, at the top of a page that acts. It holds for the session, wherever the role may act. */
@Public()
@Controller('working-as')
export class WorkingAsController {
  constructor(
    private readonly settings: IdentitySettings,
    private readonly sessions: Sessions,
  ) {}

  @Post()
  async choose(@Body() form: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { session, person } = request;
    if (!session || !person) return await refuse(request, reply, notSignedIn(this.settings.code, { isApi: false, isFormKept: false }));
    const role = person.roles.find((held) => roleKey(held) === form.role);
    if (!role) return await refuse(request, reply, notYourRole(String(form.role ?? '')));
    const { renewedId } = await this.sessions.workAs(session, roleKey(role));
    if (renewedId) reply.setCookie(cookieName(this.settings, 'session'), renewedId, cookieOptions(this.settings));
    return await reply.redirect(safeReturn(form.returnTo), 303);
  }
}
