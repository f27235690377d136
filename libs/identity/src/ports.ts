import type { HeldRole } from './actor.js';

/** Says what a person may do here. It is asked on every request, so that a role that ends, ends at once. */
export abstract class RoleDirectory {
  /** The roles held now by the subject of an issuer; none for a stranger. */
  abstract rolesOf(issuer: string, subject: string): Promise<readonly HeldRole[]>;
}

/** Where people of this service sign in. */
export abstract class KnownIssuers {
  /** The addresses, exactly as tokens name them in `iss`. */
  abstract readonly addresses: readonly string[];
}

/** For a service that gives nobody a role. */
export class NoRoles extends RoleDirectory {
  override async rolesOf(): Promise<readonly HeldRole[]> {
    return [];
  }
}

/** A sign-in by browser. It holds no token of the issuer. */
export interface Session {
  /** SHA-256 of the id in the cookie: what is stored cannot be used as a cookie. */
  readonly idHash: string;
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** What a form must send back as `_csrf`. */
  readonly csrf: string;
  /** The role that the person chose to work in, as `roleKey` names it; nothing where they chose none. */
  readonly workingAs?: string | null | undefined;
  readonly begunAt: Date;
  readonly seenAt: Date;
  /** The hash of the id before this one: requests that were on their way when the id changed still carry it. */
  readonly formerIdHash?: string | null | undefined;
  /** When the id changed last. */
  readonly renewedAt: Date;
  /** When the person, signed in, showed the issuer once more who they are; nothing where they did not. */
  readonly reauthenticatedAt?: Date | null | undefined;
  /** What the issuer calls its own session (`sid`), where it says so. */
  readonly issuerSession?: string | null | undefined;
}

/** All sessions of a person, or those that belong to one session at the issuer. */
export type Whose = { readonly issuer: string } & ({ readonly subject: string } | { readonly issuerSession: string });

/** Where sessions are kept. Limits of time are not its business. */
export abstract class SessionStore {
  abstract add(session: Session): Promise<void>;
  /** By its id, or by the one before. */
  abstract find(idHash: string): Promise<Session | null>;
  abstract seen(idHash: string, at: Date): Promise<void>;
  abstract workAs(idHash: string, roleKey: string): Promise<void>;
  /** Gives it a new id; false where another request just did. */
  abstract renew(idHash: string, renewed: Pick<Session, 'idHash' | 'renewedAt'>): Promise<boolean>;
  /** The oldest first. */
  abstract of(whose: Whose): Promise<readonly Session[]>;
  /** By its id, or by the one before. */
  abstract end(idHash: string): Promise<void>;
  /** Returns how many there were. */
  abstract endAll(whose: Whose): Promise<number>;
  /** Removes sessions begun, or last seen, before these instants. */
  abstract forget(limits: { readonly begunBefore: Date; readonly seenBefore: Date }): Promise<void>;
}
