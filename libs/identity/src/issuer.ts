import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, type RemoteJWKSet } from 'jose';
import { allowInsecureRequests, ClientSecretBasic, type Configuration, discovery, enableNonRepudiationChecks } from 'openid-client';
import { IdentitySettings, isSafeAddress } from './settings.js';

const PATIENCE_SECONDS = 5;
const UNKNOWN_KEY_REFETCH_MS = 30_000;

/** The identity provider cannot be asked now. What needs no sign-in goes on. */
export class IssuerUnavailable extends Error {}

export interface KnownIssuer {
  readonly client: Configuration;
  /** Its name for itself, as it stands in `iss`. */
  readonly name: string;
  /** Its public keys; a key that is not known makes it ask again, at most every 30 seconds. */
  readonly keys: RemoteJWKSet;
}

/** The identity provider, found when it is first needed, so that the service starts without it. */
@Injectable()
export class Issuer {
  private known: Promise<KnownIssuer> | null = null;

  constructor(private readonly settings: IdentitySettings) {}

  /** What its discovery document says. It is kept; a failure is not, so the next call tries again. Throws IssuerUnavailable. */
  async find(): Promise<KnownIssuer> {
    const asked = (this.known ??= this.discover());
    try {
      return await asked;
    } catch (cause) {
      if (this.known === asked) this.known = null;
      const { message } = cause as Error;
      throw new IssuerUnavailable(`The identity provider ${this.settings.issuer.href} could not be used: ${message}`, { cause });
    }
  }

  private async discover(): Promise<KnownIssuer> {
    const { issuer, clientId, clientSecret } = this.settings;
    const local = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    const client = await discovery(issuer, clientId, undefined, ClientSecretBasic(clientSecret), {
      execute: [...local, enableNonRepudiationChecks],
      timeout: PATIENCE_SECONDS,
    });
    const { issuer: name, jwks_uri: keys } = client.serverMetadata();
    if (keys === undefined || !isSafeAddress(keys)) throw new Error('its discovery document names no safe address of its keys');
    return {
      client,
      name,
      keys: createRemoteJWKSet(new URL(keys), { timeoutDuration: PATIENCE_SECONDS * 1000, cooldownDuration: UNKNOWN_KEY_REFETCH_MS }),
    };
  }
}
