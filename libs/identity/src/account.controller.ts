import { tellNext } from '#pages';
import { Body, Controller, Get, InternalServerErrorException, Post, Redirect, Render, Req, Res } from '@nestjs/common';
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
    const { issuer, subject, idHash } = sessionOf(session);
    const sessions = await this.sessions.of({ issuer, subject });
    return {
      signInReference: { issuer, subject },
      roles: person ? fitting(person).map((role) => roleInWords(role)) : [],
      sessions: sessions.map(({ begunAt, seenAt, ...one }) => ({ key: one.idHash, begunAt, seenAt, isThisOne: one.idHash === idHash })),
    };
  }

  /** What names a session here is no id of it: nobody can use it as one. */
  @Post('sessions/end')
  @Redirect()
  async end(
    @Body() { session: key }: Record<string, unknown>,
    @Req() { session }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { issuer, subject } = sessionOf(session);
    const isEnded = await this.sessions.endOneOf({ issuer, subject }, String(key));
    tellNext(reply, isEnded ? 'That sign-in has ended.' : 'That sign-in was over already.', isEnded ? 'success' : 'information');
    return { url: '/account', statusCode: 303 };
  }
}

function sessionOf(session: Session | null): Session {
  if (!session) throw new InternalServerErrorException('The account was asked for without a session');
  return session;
}
