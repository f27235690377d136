import { SystemClock, TimeOrderedIds } from '#clock';
import { openDatabase } from '#database';
import { importJWK, type JWK, SignJWT } from 'jose';
import { randomBytes } from 'node:crypto';
import { RoleAssignment } from '../../../apps/borough/src/access/role-assignment.entity.js';
import { freePort } from '../../../deploy/local/free-port.js';
import { identityProvider } from '../../../deploy/local/identity/provider.js';
import { identityServer } from '../../../deploy/local/identity/server.js';
import { newSigningKey, SIGNING_ALGORITHM } from '../../../deploy/local/identity/settings.js';
import type { Ground } from '../ground.js';

const SUBJECT = 'person-of-the-bench';
const VALID_SECONDS = 6 * 60 * 60;

/** The identity provider of the local network, and a token of an officer whom a borough gave the role. */
export class SigningIn {
  private constructor(
    readonly issuer: string,
    private readonly key: JWK,
  ) {}

  static async start(ground: Ground, code: string): Promise<SigningIn> {
    const [port, key] = [await freePort(), await newSigningKey()];
    const issuer = `http://127.0.0.1:${port}`;
    const clients = [{ id: code, secret: randomBytes(16).toString('hex'), name: code, url: 'http://127.0.0.1' }];
    const cookieKey = randomBytes(16).toString('hex');
    const server = identityServer(identityProvider({ issuer, port, key, cookieKey, clients, boroughsFolder: '' }, []), []);
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    ground.atEnd(() => {
      server.closeAllConnections();
      server.close();
    });
    return new SigningIn(issuer, key);
  }

  /** Gives the role in the borough's database, and signs a token for the borough at this address. */
  async officer(database: string, audience: string): Promise<string> {
    const clock = new SystemClock();
    const orm = await openDatabase({ url: database, entities: [RoleAssignment] });
    try {
      const wanted = { issuer: this.issuer, subject: SUBJECT, name: 'The bench', role: 'funding-officer', heldFor: null } as const;
      await orm.em
        .fork()
        .persist(RoleAssignment.give(new TimeOrderedIds(clock).next(), wanted, { subject: 'bench' }, clock.now()))
        .flush();
    } finally {
      await orm.close();
    }
    const seconds = Math.floor(clock.now().getTime() / 1000);
    const claims = { iss: this.issuer, sub: SUBJECT, aud: audience, iat: seconds, exp: seconds + VALID_SECONDS };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid: this.key.kid ?? '' })
      .sign(await importJWK(this.key, SIGNING_ALGORITHM));
  }
}
