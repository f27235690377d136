import { tellNext } from '#pages';
import { Body, Controller, Get, InternalServerErrorException, Post, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresSignIn } from './access.decorators.js';
import { fitting } from './actor.js';
import type { Session } from './ports.js';
import { roleInWords } from './roles.js';
import { Sessions } from './sessions.js';

/** What this service knows of the person who is signed in: who they are, what they may do here, and where they are signed in. */
@RequiresSignIn()
@Controller('account')
export class AccountController {
  constructor(private readonly sessions: Sessions) {}

  @Get()
  @Render('pages/account.njk')
  async show(@Req() { session, person }: FastifyRequest) {
    const own = sessionOf(session);
    const { issuer, subject, idHash } = own;
    const sessions = await this.sessions.of({ issuer, subject });
    return {
      signInReference: { issuer, subject },
      mayEndSessions: this.sessions.isReauthenticated(own),
      roles: person ? fitting(person).map((role) => roleInWords(role)) : [],
      sessions: sessions.map(({ begunAt, seenAt, ...one }) => ({ key: one.idHash, begunAt, seenAt, isThisOne: one.idHash === idHash })),
    };
  }

  /** What names a session here is no id of it: nobody can use it as one. One elsewhere is ended by who signed in again (ASVS 5, 7.5.2). */
  @Post('sessions/end')
  async end(@Body() { session: key }: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const own = sessionOf(request.session);
    if (!this.sessions.isReauthenticated(own)) {
      tellNext(reply, 'Nothing was ended. Sign in again first: within ten minutes after it you can end one sign-in alone.', 'information');
      return await reply.redirect('/account', 303);
    }
    const { issuer, subject } = own;
    const isEnded = await this.sessions.endOneOf({ issuer, subject }, String(key));
    tellNext(reply, isEnded ? 'That sign-in has ended.' : 'That sign-in was over already.', isEnded ? 'success' : 'information');
    return await reply.redirect('/account', 303);
  }
}

function sessionOf(session: Session | null): Session {
  if (!session) throw new InternalServerErrorException('The account was asked for without a session');
  return session;
}
