import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { KeptSession } from './kept-session.entity.js';
import { type Session, SessionStore } from './ports.js';

const named = (idHash: string) => ({ $or: [{ idHash }, { formerIdHash: idHash }] });

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
    return await this.em.fork().findOne(KeptSession, named(idHash));
  }

  override async seen(idHash: string, at: Date): Promise<void> {
    await this.em.fork().nativeUpdate(KeptSession, { idHash }, { seenAt: at });
  }

  override async workAs(idHash: string, roleKey: string): Promise<void> {
    await this.em.fork().nativeUpdate(KeptSession, { idHash }, { workingAs: roleKey });
  }

  override async renew(idHash: string, renewed: Parameters<SessionStore['renew']>[1]): Promise<boolean> {
    return (await this.em.fork().nativeUpdate(KeptSession, { idHash }, { ...renewed, formerIdHash: idHash })) === 1;
  }

  override async of(whose: Parameters<SessionStore['of']>[0]): Promise<readonly Session[]> {
    return await this.em.fork().find(KeptSession, whose, { orderBy: { begunAt: 'asc', idHash: 'asc' } });
  }

  override async end(idHash: string): Promise<void> {
    await this.em.fork().nativeDelete(KeptSession, named(idHash));
  }

  override async endAll(whose: Parameters<SessionStore['endAll']>[0]): Promise<number> {
    return await this.em.fork().nativeDelete(KeptSession, whose);
  }

  override async forget({ begunBefore, seenBefore }: Parameters<SessionStore['forget']>[0]): Promise<void> {
    await this.em.fork().nativeDelete(KeptSession, { $or: [{ begunAt: { $lt: begunBefore } }, { seenAt: { $lt: seenBefore } }] });
  }
}
