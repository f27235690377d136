import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

export const SIGNING_ALGORITHM = 'ES256';

/** A service that people sign in to: a borough or the aggregator. */
export interface IdentityClient {
  /** The service's code, which is its client id. */
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  /** Where the service is, and the audience of tokens for it. */
  readonly url: string;
  /** Where it takes answers, below its address, if not at the place that a service of one issuer has. */
  readonly callbackPath?: string;
}

/** A program that gets tokens by its own secret, without a person. */
export interface MachineClient {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  /** The service that its tokens are for. */
  readonly url: string;
  /** What they may be used for there, with spaces between. */
  readonly scope: string;
}

/** What the local identity provider is started with, and keeps from one start to the next. It lies under var/, for its owner alone. */
export interface IdentitySettings {
  readonly issuer: string;
  readonly port: number;
  /** The private key that tokens are signed with. */
  readonly key: JWK;
  readonly cookieKey: string;
  readonly clients: readonly IdentityClient[];
  readonly machines?: readonly MachineClient[];
  readonly boroughsFolder: string;
}

/** A new private key for signing tokens, with a name of its own. */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: SIGNING_ALGORITHM, kid: randomBytes(8).toString('hex') };
}
