import { Clock, Ids } from '#clock';
import type { EventContract } from '#contracts';
import { insertion, type Statement, together } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { faultOf } from '../contract-check.js';
import { LogWake } from './log-wake.js';

const insert = insertion('outbox', { event_id: 'uuid', type: 'text', subject: 'text', data: 'json', recorded_at: 'timestamptz' });

/** One fact that is to be told: by which contract, of which record, and what it says. */
export interface Fact<T extends object = object> {
  readonly contract: EventContract<T>;
  /** The id of the record it is about. */
  readonly subject: string;
  readonly data: T;
}

/** A fact does not keep its contract. That is a fault of ours, never of the person who acted. */
export class BrokenContract extends Error {
  constructor(type: string, fault: string) {
    super(`A fact of type ${type} does not keep its contract: ${fault}`);
  }
}

/** Where a command leaves the facts it tells. They stand or fall with its transaction; no lock and no number is taken. */
@Injectable()
export class Outbox {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly wake: LogWake,
  ) {}

  /**
   * Many facts in one statement, in the order they are given, together with the statements that make them true where those are not of the
   * open transaction.
   */
  async add(em: EntityManager, facts: readonly Fact[], beside: readonly Statement[] = []): Promise<void> {
    if (facts.length === 0) return;
    for (const { contract, data } of facts) {
      const fault = faultOf(contract, data);
      if (fault) throw new BrokenContract(contract.type, fault);
    }
    if (!em.isInTransaction() && beside.length === 0) throw new Error('A fact is told in the transaction that makes it true');
    await together(em, [...beside, this.adding(facts)]);
    this.wake.afterCommit(em);
  }

  private adding(facts: readonly Fact[]): Statement {
    const recordedAt = this.clock.now().toISOString();
    const rows = facts.map(({ contract, subject, data }) => ({
      event_id: this.ids.next(),
      type: contract.type,
      subject,
      data,
      recorded_at: recordedAt,
    }));
    return insert(rows);
  }
}
