import { EventSubscriber, type TransactionEventArgs } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Wake } from '../wake.js';
import { pass } from '../fault-points.js';

/** Wakes the sequencer in this process once a transaction that told something has committed; polling is only its safety net. */
@Injectable()
export class LogWake implements EventSubscriber {
  readonly sequencer = new Wake();
  private readonly telling = new WeakSet<object>();

  constructor(em: EntityManager) {
    em.getEventManager().registerSubscriber(this);
  }

  /** Wakes when the open transaction has committed; at once where a statement stood for itself, since then it has. */
  afterCommit(em: EntityManager): void {
    const transaction = em.getTransactionContext();
    if (transaction) this.telling.add(transaction);
    else this.committed();
  }

  afterTransactionCommit({ transaction }: TransactionEventArgs): void {
    if (!transaction || !this.telling.delete(transaction)) return;
    this.committed();
  }

  private committed(): void {
    pass('command committed');
    this.sequencer.poke();
  }
}
