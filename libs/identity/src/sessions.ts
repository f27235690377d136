import { Clock } from '#clock';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import type { Person } from './actor.js';
import { type Session, SessionStore } from './ports.js';

const MINUTE = 60_000;

/** However busy, a person signs in anew after this many milliseconds. */
export const ABSOLUTE_LIMIT = 12 * 60 * MINUTE;

/** A session nobody used for this many milliseconds is over. Officers are called away in the middle of a form, so it is not short. */
export const IDLE_LIMIT = 2 * 60 * MINUTE;

/** How stale `seenAt` may be, so that reading pages does not write each time. */
const SEEN_STEP = MINUTE;

const hashOf = (id: string): string => createHash('sha256').update(id).digest('base64url');
const secret = (): string => randomBytes(32).toString('base64url');

/** Sign-ins by browser: begun with a new id each time, over by limit or by sign-out. */
@Injectable()
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
  ) {}

  /** Begins a session for who just signed in and ends the one they came with. Returns the id for the cookie. */
  async begin({ issuer, subject, name }: Omit<Person, 'roles'>, former: string | undefined): Promise<string> {
    if (former !== undefined) await this.end(former);
    await this.store.forget({ begunBefore: this.ago(ABSOLUTE_LIMIT), seenBefore: this.ago(IDLE_LIMIT) });
    const id = secret();
    const now = this.clock.now();
    await this.store.add({ idHash: hashOf(id), issuer, subject, name, csrf: secret(), begunAt: now, seenAt: now });
    return id;
  }

  /** The session of a cookie, or null where there is none or its time is over. */
  async resume(id: string): Promise<Session | null> {
    const session = await this.store.find(hashOf(id));
    if (!session) return null;
    if (session.begunAt < this.ago(ABSOLUTE_LIMIT) || session.seenAt < this.ago(IDLE_LIMIT)) {
      await this.store.end(session.idHash);
      return null;
    }
    if (session.seenAt < this.ago(SEEN_STEP)) await this.store.seen(session.idHash, this.clock.now());
    return session;
  }

  /** From the next request on the person works in this role, until they choose another or sign out. */
  async workAs({ idHash }: Session, roleKey: string): Promise<void> {
    await this.store.workAs(idHash, roleKey);
  }

  async end(id: string): Promise<void> {
    await this.store.end(hashOf(id));
  }

  private ago(milliseconds: number): Date {
    const instant = this.clock.now();
    instant.setTime(instant.getTime() - milliseconds);
    return instant;
  }
}
