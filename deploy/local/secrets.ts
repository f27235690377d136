import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { newSeed } from '../nats/nats-user.js';
import { readJson, writeWhole } from './files.js';
import { newSigningKey } from './identity/settings.js';

/** What one service alone knows. */
export interface ServiceSecrets {
  readonly ownerPassword: string;
  readonly appPassword: string;
  readonly natsSeed: string;
  /** A borough's own: it signs heads. */
  readonly headSeed: string;
  readonly clientSecret: string;
  readonly cookieSecret: string;
  /** Of the machine that imports for a borough. */
  readonly machineSecret: string;
}

/** All secrets of one local network, made by chance at its first start. */
export interface Secrets {
  readonly superuserPassword: string;
  readonly provisionerSeed: string;
  readonly identityKey: JWK;
  readonly identityCookieKey: string;
  readonly services: Readonly<Record<string, ServiceSecrets>>;
}

const chance = (): string => randomBytes(32).toString('hex');

/** The secrets kept in a file for its owner alone; what a service that joined has not got yet is made. */
export async function loadSecrets(file: string, services: readonly string[]): Promise<Secrets> {
  const kept = await readJson<Secrets>(file);
  const secrets: Secrets = {
    superuserPassword: kept?.superuserPassword ?? chance(),
    provisionerSeed: kept?.provisionerSeed ?? newSeed(),
    identityKey: kept?.identityKey ?? (await newSigningKey()),
    identityCookieKey: kept?.identityCookieKey ?? chance(),
    services: {
      ...kept?.services,
      ...Object.fromEntries(services.map((service) => [service, { ...newServiceSecrets(), ...kept?.services[service] }])),
    },
  };
  await writeWhole(file, JSON.stringify(secrets, null, 2), 0o600);
  return secrets;
}

/** The secrets of a network that was started. @throws Error where they are gone. */
export async function readSecrets(file: string): Promise<Secrets> {
  const secrets = await readJson<Secrets>(file);
  if (!secrets) throw new Error('The secrets of the local network are gone. Begin anew: npm start -- --fresh');
  return secrets;
}

/** @throws Error for a service that has none. */
export function secretsOf({ services }: Secrets, service: string): ServiceSecrets {
  const own = services[service];
  if (!own) throw new Error(`There are no secrets for ${service}. Begin anew: npm start -- --fresh`);
  return own;
}

function newServiceSecrets(): ServiceSecrets {
  return {
    ownerPassword: chance(),
    appPassword: chance(),
    natsSeed: newSeed(),
    headSeed: newSeed(),
    clientSecret: chance(),
    cookieSecret: chance(),
    machineSecret: chance(),
  };
}
