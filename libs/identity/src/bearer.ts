import { Clock } from '#clock';
import { Injectable } from '@nestjs/common';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Person } from './actor.js';
import { type Issuer, Issuers, IssuerUnavailable, SKEW_SECONDS } from './issuer.js';
import { isPermission, type Permission } from './permissions.js';
import { IdentitySettings } from './settings.js';

/** Only signatures by a key that the issuer alone holds; never `none`, never a shared secret (RFC 8725 3.1). */
export const ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];
const LONGEST_TOKEN = 8192;

/** The token does not open this service. The message says why, to whoever holds it. */
export class TokenRefused extends Error {}

/** Who a bearer token speaks for. */
@Injectable()
export class BearerTokens {
  constructor(
    private readonly issuers: Issuers,
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
  ) {}

  /** The subject of a token made by an issuer of ours for this very service and still valid. Throws TokenRefused, IssuerUnavailable. */
  async verify(token: string): Promise<Omit<Person, 'roles'>> {
    if (token.length > LONGEST_TOKEN) throw new TokenRefused('The token is too long');
    const { name, keys } = await issuerOf(token, this.issuers).find();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: name,
        audience: this.settings.publicUrl,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_SECONDS,
        currentDate: this.clock.now(),
        requiredClaims: ['sub', 'exp'],
      });
      if (!isAccessToken(protectedHeader.typ, payload)) throw new TokenRefused('The token is of another kind: it must be an access token');
      const subject = payload.sub as string;
      const called = typeof payload.name === 'string' ? payload.name.slice(0, 200) : subject;
      return { issuer: name, subject, name: called, scope: scopeOf(payload) };
    } catch (error) {
      if (error instanceof TokenRefused) throw error;
      throw explained(error, this.settings.publicUrl);
    }
  }
}

/** What only a proof of sign-in or a logout token says (OpenID Connect Core 2 and 3.3.2.11, Back-Channel Logout 2.4). */
const NOT_OF_ACCESS = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'];

/** Whether a token is for access: issuers that say of which kind a token is say `at+jwt` (RFC 9068 2.1), many say only `JWT` or nothing. */
export function isAccessToken(type: string | undefined, payload: JWTPayload): boolean {
  const kind = (type ?? 'jwt').toLowerCase().replace(/^application\//, '');
  return kind === 'at+jwt' || (kind === 'jwt' && NOT_OF_ACCESS.every((claim) => payload[claim] === undefined));
}

/**
 * What a token is narrowed to. A machine got its token by a secret of its own, so that its subject is the client (RFC 9068 2.2): it may
 * do what the scope names and nothing else. A person's token that names permissions is narrowed to them; one that names none is not.
 */
export function scopeOf({ sub, client_id: client, azp, idtyp, scope, scp }: JWTPayload): readonly Permission[] | undefined {
  const named = [scope ?? scp].flat().flatMap((words) => (typeof words === 'string' ? words.split(' ').filter(isPermission) : []));
  const isMachine = sub === client || sub === azp || idtyp === 'app';
  return isMachine || named.length > 0 ? named : undefined;
}

/** The issuer that a token names, if it is one of ours. Nothing else of the token is believed before its signature was checked. */
export function issuerOf(token: string, issuers: Issuers): Issuer {
  let named: unknown;
  try {
    named = decodeJwt(token).iss;
  } catch {
    throw new TokenRefused('The token is not one of our identity provider');
  }
  const issuer = issuers.named(named);
  if (!issuer) throw new TokenRefused("The token's claim iss names no identity provider of this service");
  return issuer;
}

/** Why a token was refused, in a sentence for whoever holds it; or that nobody can tell now, where the keys could not be read. */
export function explained(error: unknown, audience: string): Error {
  if (error instanceof errors.JWTExpired) return new TokenRefused('The token has expired: get a new one');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
    return new TokenRefused(`The token is for another service: its audience must be ${audience}`);
  }
  if (error instanceof errors.JWTClaimValidationFailed) return new TokenRefused(`The token's claim ${error.claim} does not hold here`);
  const keysUnread = error instanceof errors.JWKSTimeout || (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');
  if (error instanceof errors.JOSEError && !keysUnread) return new TokenRefused('The token is not one of our identity provider');
  return new IssuerUnavailable('The keys of the identity provider could not be read', { cause: error });
}
