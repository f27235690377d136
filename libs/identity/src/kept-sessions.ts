import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { KeptSession } from './kept-session.entity.js';
import { type Session, SessionStore } from './ports.js';

/** Sessions in the service's own database, so that they outlive a restart and end everywhere at once. */
@Injectable()
export class KeptSessions extends SessionStore {
  constructor(private readonly em: EntityManager) {
    super();
  }

  override async add(session: Session): Promise<void> {
    await this.em.fork().insert(KeptSession, session);
  }

  override async find(idHash: string): Promise<Session | null> {
    return await this.em.fork().findOne(KeptSession, { idHash });
  }

  override async seen(idHash: string, at: Date): Promise<void> {
    await this.em.fork().nativeUpdate(KeptSession, { idHash }, { seenAt: at });
  }

  override async workAs(idHash: string, roleKey: string): Promise<void> {
    await this.em.fork().nativeUpdate(KeptSession, { idHash }, { workingAs: roleKey });
  }

  override async end(idHash: string): Promise<void> {
    await this.em.fork().nativeDelete(KeptSession, { idHash });
  }

  override async forget({ begunBefore, seenBefore }: Parameters<SessionStore['forget']>[0]): Promise<void> {
    await this.em.fork().nativeDelete(KeptSession, { $or: [{ begunAt: { $lt: begunBefore } }, { seenAt: { $lt: seenBefore } }] });
  }
}
