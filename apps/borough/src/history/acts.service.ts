import { type Statement, together } from '#database';
import { type Fact, Outbox } from '#events';
import type { Actor } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { History, type HistoryLine } from './history.service.js';

/** What an act writes beside its line of history. */
export interface Consequences {
  /** What the network is told, if anything. */
  readonly told?: Fact | null | undefined;
  /** The records it makes, where no entity manager writes them. */
  readonly made?: readonly Statement[];
}

/** Remembers what someone did and tells the network of it, in one statement. */
@Injectable()
export class Acts {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async add(em: EntityManager, actor: Actor, line: Omit<HistoryLine, 'told'>, { told, made = [] }: Consequences = {}): Promise<void> {
    if (made.length === 0 && !em.isInTransaction()) throw new Error('What was done is remembered in the transaction that does it');
    const written = [...made, ...this.history.adding(actor, [{ ...line, told: Boolean(told) }])];
    await (told ? this.outbox.add(em, [told], written) : together(em, written));
  }
}
