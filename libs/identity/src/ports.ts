import type { HeldRole } from './actor.js';

/** Says what a person may do here. It is asked on every request, so that a role that ends, ends at once. */
export abstract class RoleDirectory {
  /** The roles held now by the subject of an issuer; none for a stranger. */
  abstract rolesOf(issuer: string, subject: string): Promise<readonly HeldRole[]>;
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
}

/** Where sessions are kept. Limits of time are not its business. */
export abstract class SessionStore {
  abstract add(session: Session): Promise<void>;
  abstract find(idHash: string): Promise<Session | null>;
  abstract seen(idHash: string, at: Date): Promise<void>;
  abstract workAs(idHash: string, roleKey: string): Promise<void>;
  abstract end(idHash: string): Promise<void>;
  /** Removes sessions begun, or last seen, before these instants. */
  abstract forget(limits: { readonly begunBefore: Date; readonly seenBefore: Date }): Promise<void>;
}
