import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, type RemoteJWKSet } from 'jose';
import { allowInsecureRequests, ClientSecretBasic, clockTolerance, type Configuration, discovery } from 'openid-client';
import { buildEndSessionUrl, enableNonRepudiationChecks } from 'openid-client';
import { IdentitySettings, type IssuerSettings, isSafeAddress } from './settings.js';

/** How far the clocks of an issuer and of this service may stand apart. */
export const SKEW_SECONDS = 30;

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

/** One identity provider, found when it is first needed, so that the service starts without it. */
export class Issuer {
  private known: Promise<KnownIssuer> | null = null;

  constructor(readonly settings: IssuerSettings) {}

  /** What its discovery document says. It is kept; a failure is not, so the next call tries again. Throws IssuerUnavailable. */
  async find(): Promise<KnownIssuer> {
    const asked = (this.known ??= this.discover());
    try {
      return await asked;
    } catch (cause) {
      if (this.known === asked) this.known = null;
      const { message } = cause as Error;
      throw new IssuerUnavailable(`The identity provider ${this.settings.address.href} could not be used: ${message}`, { cause });
    }
  }

  /**
   * Where a person ends the sign-in at the issuer itself and is sent back to `returnTo`, or null where it has no such place. It must lie
   * with the issuer: forms of ours may lead nowhere else.
   */
  async signOutAddress(returnTo: string): Promise<string | null> {
    const { client } = await this.find();
    const { end_session_endpoint: place } = client.serverMetadata();
    if (place === undefined || URL.parse(place)?.origin !== this.settings.address.origin) return null;
    return buildEndSessionUrl(client, { post_logout_redirect_uri: returnTo }).href;
  }

  private async discover(): Promise<KnownIssuer> {
    const { address, clientId, clientSecret } = this.settings;
    const local = address.protocol === 'http:' ? [allowInsecureRequests] : [];
    const client = await discovery(address, clientId, { [clockTolerance]: SKEW_SECONDS }, ClientSecretBasic(clientSecret), {
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

/** The identity providers of this service. Whatever names another one is refused. */
@Injectable()
export class Issuers {
  readonly all: readonly [Issuer, ...Issuer[]];

  constructor({ issuers: [first, ...others] }: IdentitySettings) {
    this.all = [new Issuer(first), ...others.map((settings) => new Issuer(settings))];
  }

  /** The one there is, where there is but one. */
  get only(): Issuer | null {
    return this.all.length === 1 ? this.all[0] : null;
  }

  /** The issuer that a token, a session or a sign-in under way names. */
  named(name: unknown): Issuer | null {
    const href = typeof name === 'string' ? URL.parse(name)?.href : undefined;
    return this.all.find(({ settings }) => settings.address.href === href) ?? null;
  }

  /** The issuer that was chosen on the page of /sign-in. */
  chosen(key: unknown): Issuer | null {
    return this.all.find(({ settings }) => settings.key !== null && settings.key === key) ?? null;
  }
}
