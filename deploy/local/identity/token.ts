import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { DemonstrationPerson } from '../people.js';
import { SIGNING_ALGORITHM, type IdentitySettings } from './settings.js';

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
  return new SignJWT({ name: person.name, client_id: client.id, scope: 'api', jti: randomUUID() })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid: settings.key.kid ?? '' })
    .setIssuer(settings.issuer)
    .setSubject(person.subject)
    .setAudience(client.url)
    .setIssuedAt()
    .setExpirationTime(validFor)
    .sign(await importJWK(settings.key, SIGNING_ALGORITHM));
}
