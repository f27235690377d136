import { Clock } from '#clock';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { hkdfSync } from 'node:crypto';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { cookieName, cookieOptions } from './cookies.js';
import { IdentitySettings } from './settings.js';

const TEN_MINUTES = 600_000;

/** A sign-in that was begun and not yet answered by the identity provider. */
export interface SignInFlow {
  /** The address of the issuer that was asked: no other may answer. */
  readonly issuer: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  /** The person was signed in and shows once more who they are. */
  readonly isAgain: boolean;
}

/** So many tabs of one browser can be on their way to the issuer at once. */
const MOST_UNDER_WAY = 5;
/** So much of the state is in the name of the cookie, which tells the answer of one tab from that of another. */
const NAMED_BY = 8;

/** Keeps each sign-in that is under way in the browser that began it, sealed, for ten minutes, and gives it out once. */
@Injectable()
export class SignInFlows {
  private readonly key: Uint8Array;

  constructor(
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
  ) {
    this.key = new Uint8Array(hkdfSync('sha256', settings.cookieSecret, '', `compact ${settings.code} sign-in`, 32));
  }

  begin(issuer: string, returnTo: string, isAgain: boolean): SignInFlow {
    return { issuer, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), returnTo, isAgain };
  }

  /** Keeps it in the browser beside those of other tabs; of more than five the oldest are given up, and what has run out. */
  async keep(flow: SignInFlow, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const others = Object.entries(request.cookies).filter(([name]) => name.startsWith(this.named('')));
    const opened = await Promise.all(others.map(async ([name, value = '']) => ({ name, begunAt: (await this.open(value))?.exp ?? 0 })));
    opened.sort((one, other) => other.begunAt - one.begunAt);
    for (const [place, { name, begunAt }] of opened.entries()) {
      if (begunAt === 0 || place >= MOST_UNDER_WAY - 1) reply.clearCookie(name, cookieOptions(this.settings));
    }
    const options = { ...cookieOptions(this.settings), maxAge: TEN_MINUTES / 1000 };
    reply.setCookie(this.named(flow.state), await this.seal(flow), options);
  }

  /** The sign-in that an answer with this state belongs to, or null where none is under way here. */
  async take(state: unknown, request: FastifyRequest, reply: FastifyReply): Promise<SignInFlow | null> {
    if (typeof state !== 'string' || state.length < NAMED_BY) return null;
    const name = this.named(state);
    const cookie = request.cookies[name];
    if (cookie === undefined) return null;
    reply.clearCookie(name, cookieOptions(this.settings));
    return await this.open(cookie);
  }

  private named(state: string): string {
    return `${cookieName(this.settings, 'sign_in')}_${state.slice(0, NAMED_BY)}`;
  }

  private async seal(flow: SignInFlow): Promise<string> {
    const until = this.clock.now();
    until.setTime(until.getTime() + TEN_MINUTES);
    return await new EncryptJWT({ ...flow }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).setExpirationTime(until).encrypt(this.key);
  }

  /** The flow in a cookie, or null where it was changed or is too old. */
  private async open(cookie: string): Promise<(SignInFlow & { readonly exp?: number }) | null> {
    try {
      const { payload } = await jwtDecrypt<SignInFlow>(cookie, this.key, { currentDate: this.clock.now(), requiredClaims: ['exp'] });
      return payload;
    } catch {
      return null;
    }
  }
}
