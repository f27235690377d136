import { Controller, Get, Logger, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, fetchUserInfo } from 'openid-client';
import { Public } from './access.decorators.js';
import { cookieName, cookieOptions } from './cookies.js';
import { fetchedFrom } from './csrf.js';
import { type Issuer, Issuers, IssuerUnavailable } from './issuer.js';
import { ISSUER_SILENT, refuse, signInNotFinished, signInToGoOn } from './refusals.js';
import { safeReturn } from './safe-return.js';
import { type JustSignedIn, Sessions } from './sessions.js';
import { IdentitySettings } from './settings.js';
import { type SignInFlow, SignInFlows } from './sign-in-flow.js';

const LONGEST_NAME = 200;
/** Who shows again who they are has this many seconds from there back to us; the issuer says when it was (`auth_time`). */
const LONGEST_SHOWING_SECONDS = 300;

interface Wanted {
  readonly returnTo: string;
  /** Whether a person who is signed in is to show once more who they are. */
  readonly isAgain: boolean;
}

/** The identity provider did not answer at all, whichever library noticed. */
const isSilence = (error: unknown): boolean =>
  error instanceof IssuerUnavailable ||
  (error instanceof TypeError && error.message === 'fetch failed') ||
  (error as { code?: string }).code === 'OAUTH_TIMEOUT';

/** Signing in at the identity provider: authorization code with PKCE, state and nonce (OpenID Connect Core 3.1, RFC 9700 2.1). */
@Public()
@Controller()
export class SignInController {
  private readonly logger = new Logger(SignInController.name);

  constructor(
    private readonly settings: IdentitySettings,
    private readonly issuers: Issuers,
    private readonly flows: SignInFlows,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Goes on to the identity provider; where there are several, the person says which. Who is signed in goes there to show `again` who they
   * are. A link on somebody else's page leads no further than to a page that asks.
   */
  @Get('sign-in')
  async begin(
    @Query('return') wanted: unknown,
    @Query('with') key: unknown,
    @Query('again') again: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const returnTo = safeReturn(wanted);
    const isAgain = again === 'true' && request.session !== null;
    if (request.person && !isAgain) return await reply.redirect(returnTo, 303);
    reply.header('cache-control', 'no-store');
    if (fetchedFrom(request.headers, this.settings.origin) === 'elsewhere') {
      return await refuse(request, reply, signInToGoOn(this.settings.code, returnTo));
    }
    const issuer = isAgain ? this.issuers.named(request.session?.issuer) : (this.issuers.only ?? this.issuers.chosen(key));
    if (issuer) return await this.leadTo(issuer, { returnTo, isAgain }, request, reply);
    const choices = this.issuers.all.map(({ settings }) => ({
      text: settings.name,
      href: `/sign-in?${new URLSearchParams({ with: settings.key ?? '', return: returnTo })}`,
    }));
    return await reply.view('pages/choose-issuer.njk', { choices });
  }

  /** The answer of the issuer that was asked, and of no other: it comes to that issuer's own address. */
  @Get(['sign-in/callback', 'sign-in/callback/:issuer'])
  async finish(
    @Param('issuer') key: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const flow = await this.flows.take((request.query as { state?: unknown }).state, request, reply);
    const issuer = flow && this.issuers.named(flow.issuer);
    if (!issuer) {
      const reason = 'This sign-in was finished already, took longer than ten minutes, or was begun in another browser. Sign in again.';
      return await refuse(request, reply, signInNotFinished(reason, '/'));
    }
    try {
      if (issuer.settings.key !== (key ?? null)) throw new Error(`The answer came to the address of another issuer: ${key ?? 'none'}`);
      const person = await this.whoAnswered(issuer, flow, request);
      const id = await this.sessions.begin(person, request.cookies[cookieName(this.settings, 'session')]);
      reply.setCookie(cookieName(this.settings, 'session'), id, cookieOptions(this.settings));
      reply.clearCookie(cookieName(this.settings, 'signed_out'), cookieOptions(this.settings));
      return await reply.header('cache-control', 'no-store').redirect(safeReturn(flow.returnTo), 303);
    } catch (error) {
      return await this.failed(error, flow.returnTo, request, reply);
    }
  }

  private async leadTo(issuer: Issuer, { returnTo, isAgain }: Wanted, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    try {
      const { client } = await issuer.find();
      const flow = this.flows.begin(issuer.settings.address.href, returnTo, isAgain);
      const signedOut = request.cookies[cookieName(this.settings, 'signed_out')] !== undefined;
      const address = buildAuthorizationUrl(client, {
        scope: 'openid profile',
        redirect_uri: issuer.settings.callback,
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        ...(signedOut || isAgain ? { prompt: 'login' } : {}),
        ...(isAgain ? { max_age: '0' } : {}),
      });
      await this.flows.keep(flow, request, reply);
      return await reply.redirect(address.href, 303);
    } catch (error) {
      return await this.failed(error, returnTo, request, reply);
    }
  }

  /** Exchanges the code; the library checks state, nonce, issuer, audience, times and signature. Tokens are forgotten here. */
  private async whoAnswered(issuer: Issuer, flow: SignInFlow, request: FastifyRequest): Promise<JustSignedIn> {
    const { client } = await issuer.find();
    const address = new URL(issuer.settings.callback);
    address.search = new URL(request.url, this.settings.publicUrl).search;
    const tokens = await authorizationCodeGrant(client, address, {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
      ...(flow.isAgain ? { maxAge: LONGEST_SHOWING_SECONDS } : {}),
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('The identity provider sent no ID token');
    const told = typeof claims.name === 'string' ? claims : await fetchUserInfo(client, tokens.access_token, claims.sub);
    const name = [told.name, told.preferred_username].find((text) => typeof text === 'string' && text.trim() !== '') ?? claims.sub;
    const issuerSession = typeof claims.sid === 'string' ? claims.sid.slice(0, LONGEST_NAME) : undefined;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      name: String(name).trim().slice(0, LONGEST_NAME),
      issuerSession,
      isReauthenticated: flow.isAgain,
    };
  }

  private async failed(error: unknown, returnTo: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { code = '', message } = error as Error & { code?: string };
    this.logger.warn(`Sign-in failed: ${code} ${message}`);
    if (isSilence(error)) return await refuse(request, reply, ISSUER_SILENT);
    const { error: answer } = error as { error?: unknown };
    const reason =
      answer === 'access_denied'
        ? 'You did not finish signing in at the identity provider. Nothing was changed.'
        : 'The answer of the identity provider did not fit the sign-in that was begun here. Sign in again.';
    return await refuse(request, reply, signInNotFinished(reason, returnTo));
  }
}
