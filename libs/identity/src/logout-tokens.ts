import { Clock } from '#clock';
import { Injectable } from '@nestjs/common';
import { type JWTPayload, jwtVerify, type JWTVerifyResult } from 'jose';
import { LRUCache } from 'lru-cache';
import { ALGORITHMS, explained, issuerOf, TokenRefused } from './bearer.js';
import { Issuers, SKEW_SECONDS } from './issuer.js';
import type { Whose } from './ports.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const KINDS: readonly unknown[] = ['logout+jwt', 'application/logout+jwt'];
const LONGEST_TOKEN = 8192;
const OLDEST_SECONDS = 300;
const MOST_REMEMBERED = 10_000;

/** What an issuer sends to say that a person signed out there (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6). */
@Injectable()
export class LogoutTokens {
  /** Ids of tokens that were taken; each is too old before so many newer ones came. */
  private readonly taken = new LRUCache<string, true>({ max: MOST_REMEMBERED });

  constructor(
    private readonly issuers: Issuers,
    private readonly clock: Clock,
  ) {}

  /** Whose sessions are to end. Each token counts once. Throws TokenRefused, IssuerUnavailable. */
  async verify(token: unknown): Promise<Whose> {
    if (typeof token !== 'string' || token.length > LONGEST_TOKEN) throw new TokenRefused('There is no logout_token that could be read');
    const issuer = issuerOf(token, this.issuers);
    const { name, keys } = await issuer.find();
    const audience = issuer.settings.clientId;
    let verified: JWTVerifyResult;
    try {
      verified = await jwtVerify(token, keys, {
        issuer: name,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_SECONDS,
        currentDate: this.clock.now(),
        maxTokenAge: OLDEST_SECONDS,
        requiredClaims: ['iat', 'exp', 'jti', 'events'],
      });
    } catch (error) {
      throw explained(error, audience);
    }
    if (!KINDS.includes(verified.protectedHeader.typ?.toLowerCase())) throw new TokenRefused('The token is of another kind');
    const whose = whoseOf(name, verified.payload);
    const id = `${name} ${verified.payload.jti}`;
    if (this.taken.has(id)) throw new TokenRefused('The token was taken already');
    this.taken.set(id, true);
    return whose;
  }
}

function whoseOf(issuer: string, { events, nonce, sub, sid }: JWTPayload): Whose {
  const event = (events as Record<string, unknown> | null)?.[EVENT];
  if (typeof event !== 'object' || event === null) throw new TokenRefused('The token says of no sign-out');
  if (nonce !== undefined) throw new TokenRefused('The token has a nonce, so it is a proof of sign-in');
  if (typeof sid === 'string' && sid !== '') return { issuer, issuerSession: sid };
  if (typeof sub === 'string' && sub !== '') return { issuer, subject: sub };
  throw new TokenRefused('The token says of nobody that they signed out');
}
