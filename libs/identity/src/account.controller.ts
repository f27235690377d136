import { Controller, Get, InternalServerErrorException, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequiresSignIn } from './access.decorators.js';
import { fitting } from './actor.js';
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
    if (!session) throw new InternalServerErrorException('The account was asked for without a session');
    const { issuer, subject, idHash } = session;
    const sessions = await this.sessions.of({ issuer, subject });
    return {
      signInReference: { issuer, subject },
      roles: person ? fitting(person).map((role) => roleInWords(role)) : [],
      sessions: sessions.map(({ begunAt, seenAt, ...one }) => ({ begunAt, seenAt, isThisOne: one.idHash === idHash })),
    };
  }
}
