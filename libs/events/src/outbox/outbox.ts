import { Clock, Ids } from '#clock';
import type { EventContract } from '#contracts';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { faultOf } from '../contract-check.js';
import { LogWake } from './log-wake.js';

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

  async add<T extends object>(em: EntityManager, contract: EventContract<T>, subject: string, data: T): Promise<void> {
    await this.addAll(em, [{ contract, subject, data }]);
  }

  /** Many facts in one statement, in the order they are given. */
  async addAll(em: EntityManager, facts: readonly Fact[]): Promise<void> {
    if (facts.length === 0) return;
    for (const { contract, data } of facts) {
      const fault = faultOf(contract, data);
      if (fault) throw new BrokenContract(contract.type, fault);
    }
    if (!em.isInTransaction()) throw new Error('A fact is told in the transaction that makes it true');
    await sql(
      em,
      `insert into outbox (event_id, type, subject, data, recorded_at)
       select event_id, type, subject, data::json, $5
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) with ordinality as fact (event_id, type, subject, data, at)
       order by at`,
      [
        facts.map(() => this.ids.next()),
        facts.map(({ contract }) => contract.type),
        facts.map(({ subject }) => subject),
        facts.map(({ data }) => JSON.stringify(data)),
        this.clock.now().toISOString(),
      ],
    );
    this.wake.afterCommit(em);
  }
}
