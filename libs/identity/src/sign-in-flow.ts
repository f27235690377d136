import { Clock } from '#clock';
import { Injectable } from '@nestjs/common';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { hkdfSync } from 'node:crypto';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
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

/** Keeps the sign-in that is under way in the browser that began it, sealed, for ten minutes. */
@Injectable()
export class SignInFlows {
  private readonly key: Uint8Array;

  constructor(
    settings: IdentitySettings,
    private readonly clock: Clock,
  ) {
    this.key = new Uint8Array(hkdfSync('sha256', settings.cookieSecret, '', `compact ${settings.code} sign-in`, 32));
  }

  begin(issuer: string, returnTo: string, isAgain: boolean): SignInFlow {
    return { issuer, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), returnTo, isAgain };
  }

  async seal(flow: SignInFlow): Promise<string> {
    const until = this.clock.now();
    until.setTime(until.getTime() + TEN_MINUTES);
    return await new EncryptJWT({ ...flow }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).setExpirationTime(until).encrypt(this.key);
  }

  /** The flow in a cookie, or null where it is missing, changed or too old. */
  async open(cookie: string | undefined): Promise<SignInFlow | null> {
    if (cookie === undefined) return null;
    try {
      const { payload } = await jwtDecrypt<SignInFlow>(cookie, this.key, { currentDate: this.clock.now(), requiredClaims: ['exp'] });
      return payload;
    } catch {
      return null;
    }
  }
}
