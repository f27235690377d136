import { Clock } from '#clock';
import { Injectable } from '@nestjs/common';
import { errors, jwtVerify } from 'jose';
import type { Person } from './actor.js';
import { Issuer, IssuerUnavailable } from './issuer.js';
import { IdentitySettings } from './settings.js';

/** Only signatures by a key that the issuer alone holds; never `none`, never a shared secret (RFC 8725 3.1). */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];
const SKEW_SECONDS = 30;
const LONGEST_TOKEN = 8192;

/** The token does not open this service. The message says why, to whoever holds it. */
export class TokenRefused extends Error {}

/** Who a bearer token speaks for. */
@Injectable()
export class BearerTokens {
  constructor(
    private readonly issuer: Issuer,
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
  ) {}

  /** The subject of a token made by our issuer for this very service and still valid. Throws TokenRefused, IssuerUnavailable. */
  async verify(token: string): Promise<Omit<Person, 'roles'>> {
    if (token.length > LONGEST_TOKEN) throw new TokenRefused('The token is too long');
    const { name, keys } = await this.issuer.find();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: name,
        audience: this.settings.publicUrl,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_SECONDS,
        currentDate: this.clock.now(),
        requiredClaims: ['sub', 'exp'],
      });
      const subject = payload.sub as string;
      return { issuer: name, subject, name: typeof payload.name === 'string' ? payload.name.slice(0, 200) : subject };
    } catch (error) {
      throw this.explained(error);
    }
  }

  private explained(error: unknown): Error {
    if (error instanceof errors.JWTExpired) return new TokenRefused('The token has expired: get a new one');
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
      return new TokenRefused(`The token is for another service: its audience must be ${this.settings.publicUrl}`);
    }
    if (error instanceof errors.JWTClaimValidationFailed) return new TokenRefused(`The token's claim ${error.claim} does not hold here`);
    const keysUnread = error instanceof errors.JWKSTimeout || (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');
    if (error instanceof errors.JOSEError && !keysUnread) return new TokenRefused('The token is not one of our identity provider');
    return new IssuerUnavailable('The keys of the identity provider could not be read', { cause: error });
  }
}
