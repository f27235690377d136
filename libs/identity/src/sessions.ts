import { Clock } from '#clock';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import type { Person } from './actor.js';
import { type Session, SessionStore, type Whose } from './ports.js';

const MINUTE = 60_000;

/** However busy, a person signs in anew after this many milliseconds. */
export const ABSOLUTE_LIMIT = 12 * 60 * MINUTE;

/** A session nobody used for this many milliseconds is over. Officers are called away in the middle of a form, so it is not short. */
export const IDLE_LIMIT = 2 * 60 * MINUTE;

/** After this many milliseconds of use the id changes: one that was read somewhere is soon worth nothing. */
export const RENEWAL = 15 * MINUTE;

/** For this many milliseconds the id before still counts, so that requests sent side by side sign nobody out. */
export const GRACE = 30_000;

/** For this many milliseconds counts that somebody showed once more who they are. */
export const REAUTHENTICATION = 10 * MINUTE;

/** How stale `seenAt` may be, so that reading pages does not write each time. */
const SEEN_STEP = MINUTE;

const hashOf = (id: string): string => createHash('sha256').update(id).digest('base64url');
const secret = (): string => randomBytes(32).toString('base64url');

/** A person as the issuer named them at this sign-in. */
export interface JustSignedIn extends Omit<Person, 'roles'> {
  readonly issuerSession?: string | undefined;
  /** They were signed in and showed the issuer once more who they are. */
  readonly isReauthenticated?: boolean;
}

/** A session that goes on. */
export interface Resumed {
  readonly session: Session;
  /** What the cookie is to hold from now on, where the id changed. */
  readonly renewedId: string | null;
}

/** Sign-ins by browser: begun with a new id each time, over by limit or by sign-out. */
@Injectable()
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
  ) {}

  /** Begins a session for who just signed in and ends the one they came with. Returns the id for the cookie. */
  async begin(
    { issuer, subject, name, issuerSession, isReauthenticated = false }: JustSignedIn,
    former: string | undefined,
  ): Promise<string> {
    if (former !== undefined) await this.end(former);
    await this.store.forget({ begunBefore: this.ago(ABSOLUTE_LIMIT), seenBefore: this.ago(IDLE_LIMIT) });
    const id = secret();
    const now = this.clock.now();
    const times = { begunAt: now, seenAt: now, renewedAt: now, reauthenticatedAt: isReauthenticated ? now : null };
    await this.store.add({ idHash: hashOf(id), issuer, subject, name, csrf: secret(), issuerSession: issuerSession ?? null, ...times });
    return id;
  }

  /** The session of a cookie, or null where there is none or its time is over. */
  async resume(id: string): Promise<Resumed | null> {
    const idHash = hashOf(id);
    const session = await this.store.find(idHash);
    if (!session) return null;
    const isFormer = session.idHash !== idHash;
    if (isFormer && session.renewedAt < this.ago(GRACE)) return null;
    if (session.begunAt < this.ago(ABSOLUTE_LIMIT) || session.seenAt < this.ago(IDLE_LIMIT)) {
      await this.store.end(session.idHash);
      return null;
    }
    if (session.seenAt < this.ago(SEEN_STEP)) await this.store.seen(session.idHash, this.clock.now());
    const isDue = !isFormer && session.renewedAt < this.ago(RENEWAL);
    return isDue ? await this.renewed(session) : { session, renewedId: null };
  }

  /** From the next request on the person works in this role, until they choose another or sign out. The id changes with it. */
  async workAs(session: Session, roleKey: string): Promise<Resumed> {
    await this.store.workAs(session.idHash, roleKey);
    return await this.renewed(session);
  }

  async end(id: string): Promise<void> {
    await this.store.end(hashOf(id));
  }

  /** The sessions of a person that go on, the oldest first. */
  async of(whose: Whose): Promise<readonly Session[]> {
    const [begun, seen] = [this.ago(ABSOLUTE_LIMIT), this.ago(IDLE_LIMIT)];
    return (await this.store.of(whose)).filter(({ begunAt, seenAt }) => begunAt >= begun && seenAt >= seen);
  }

  /** Whether who uses it showed the issuer a moment ago who they are, as what touches the whole of an account asks (ASVS 5, 7.5). */
  isReauthenticated({ reauthenticatedAt }: Session): boolean {
    return reauthenticatedAt != null && reauthenticatedAt >= this.ago(REAUTHENTICATION);
  }

  /** Ends one of a person's own, by its id or the one before, as their account names it. Returns whether it went on until now. */
  async endOneOf(whose: Whose, idHash: string): Promise<boolean> {
    const found = (await this.of(whose)).find((session) => session.idHash === idHash || session.formerIdHash === idHash);
    if (found) await this.store.end(found.idHash);
    return found !== undefined;
  }

  /** Ends them at every browser at once. */
  async endAll(whose: Whose): Promise<number> {
    return await this.store.endAll(whose);
  }

  private async renewed(session: Session): Promise<Resumed> {
    const id = secret();
    const renewal = { idHash: hashOf(id), renewedAt: this.clock.now() };
    const isOurs = await this.store.renew(session.idHash, renewal);
    return isOurs ? { session: { ...session, ...renewal }, renewedId: id } : { session, renewedId: null };
  }

  private ago(milliseconds: number): Date {
    const instant = this.clock.now();
    instant.setTime(instant.getTime() - milliseconds);
    return instant;
  }
}
