import { Body, Controller, Logger, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public, PublicToPrograms, RequiresSignIn } from './access.decorators.js';
import { TokenRefused } from './bearer.js';
import { cookieName, cookieOptions } from './cookies.js';
import { Issuers, IssuerUnavailable } from './issuer.js';
import { LogoutTokens } from './logout-tokens.js';
import { Sessions } from './sessions.js';
import { IdentitySettings } from './settings.js';

/** Signing out here, everywhere, or because the issuer says so. The next sign-in asks who it is, also where the issuer still remembers. */
@Controller('sign-out')
export class SignOutController {
  private readonly logger = new Logger(SignOutController.name);

  constructor(
    private readonly settings: IdentitySettings,
    private readonly issuers: Issuers,
    private readonly sessions: Sessions,
    private readonly tokens: LogoutTokens,
  ) {}

  @Public()
  @Post()
  async here(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const id = request.cookies[cookieName(this.settings, 'session')];
    if (id !== undefined) await this.sessions.end(id);
    return await this.leave(request, reply);
  }

  /** In one act: whoever fears for a sign-in is not held up by signing in once more, and nobody gains by ending all of them. */
  @RequiresSignIn()
  @Post('everywhere')
  async everywhere(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { session } = request;
    if (session) await this.sessions.endAll({ issuer: session.issuer, subject: session.subject });
    return await this.leave(request, reply);
  }

  /** The issuer tells that a person signed out there, or at another service of the network. */
  @PublicToPrograms()
  @Post('back-channel')
  async told(@Body() form: Record<string, unknown>, @Res() reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store');
    try {
      await this.sessions.endAll(await this.tokens.verify(form?.logout_token));
      return await reply.code(200).send();
    } catch (error) {
      const isSilence = error instanceof IssuerUnavailable;
      if (!isSilence && !(error instanceof TokenRefused)) throw error;
      this.logger.warn(`A sign-out that the issuer tells was not taken: ${error.message}`);
      const answer = { error: isSilence ? 'temporarily_unavailable' : 'invalid_request', error_description: error.message };
      return await reply.code(isSilence ? 503 : 400).send(answer);
    }
  }

  /**
   * The browser forgets the pages it has shown. The sign-in ends at the issuer too, which sends the browser back to the start page (OpenID
   * Connect RP-Initiated Logout 1.0).
   */
  private async leave({ session }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('clear-site-data', '"cache"');
    reply.clearCookie(cookieName(this.settings, 'session'), cookieOptions(this.settings));
    reply.setCookie(cookieName(this.settings, 'signed_out'), '1', cookieOptions(this.settings));
    const issuer = this.issuers.named(session?.issuer);
    const address = await issuer?.signOutAddress(`${this.settings.publicUrl}/`).catch((error: unknown) => {
      if (!(error instanceof IssuerUnavailable)) throw error;
      this.logger.warn(`Signed out here alone: ${error.message}`);
      return null;
    });
    return await reply.redirect(address ?? '/', 303);
  }
}
