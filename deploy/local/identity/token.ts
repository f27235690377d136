import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { DemonstrationPerson } from '../people.js';
import { type IdentitySettings, type MachineClient, SIGNING_ALGORITHM } from './settings.js';

const VALID_FOR = '1 hour';

/**
 * A bearer token of a person for one service, such as the provider itself would give after a sign-in. It is signed with the key under
 * var/ and not asked for over the network: so there is no way to get a token without signing in but to be the owner of that file.
 * @throws Error for a service that is not on this network.
 */
export async function signedToken(
  settings: IdentitySettings,
  person: DemonstrationPerson,
  service: string,
  validFor = VALID_FOR,
): Promise<string> {
  const client = settings.clients.find(({ id }) => id === service);
  if (!client) throw new Error(`There is no service "${service}". The services are: ${settings.clients.map(({ id }) => id).join(', ')}.`);
  const claims = { name: person.name, client_id: client.id, scope: 'api' };
  return signed(settings, claims, person.subject, client.url, validFor);
}

/** A bearer token of a machine for the service that it works for, such as the provider gives it for its secret. */
export async function machineToken(settings: IdentitySettings, { id, url, scope }: MachineClient, validFor = VALID_FOR): Promise<string> {
  return signed(settings, { client_id: id, scope }, id, url, validFor);
}

async function signed(
  { issuer, key }: IdentitySettings,
  claims: object,
  subject: string,
  audience: string,
  validFor: string,
): Promise<string> {
  return new SignJWT({ ...claims, jti: randomUUID() })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid: key.kid ?? '' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(validFor)
    .sign(await importJWK(key, SIGNING_ALGORITHM));
}
