import { type Session, SessionStore } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { SignedInSession } from './signed-in-session.entity.js';

/** Sessions in the borough's own database, so that they outlive a restart and end everywhere at once. */
@Injectable()
export class KeptSessions extends SessionStore {
  constructor(private readonly em: EntityManager) {
    super();
  }

  override async add(session: Session): Promise<void> {
    await this.em.fork().insert(SignedInSession, session);
  }

  override async find(idHash: string): Promise<Session | null> {
    return await this.em.fork().findOne(SignedInSession, { idHash });
  }

  override async seen(idHash: string, at: Date): Promise<void> {
    await this.em.fork().nativeUpdate(SignedInSession, { idHash }, { seenAt: at });
  }

  override async end(idHash: string): Promise<void> {
    await this.em.fork().nativeDelete(SignedInSession, { idHash });
  }

  override async forget({ begunBefore, seenBefore }: Parameters<SessionStore['forget']>[0]): Promise<void> {
    await this.em.fork().nativeDelete(SignedInSession, { $or: [{ begunAt: { $lt: begunBefore } }, { seenAt: { $lt: seenBefore } }] });
  }
}
