import { Clock, Ids } from '#clock';
import { sql } from '#database';
import type { Actor } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { ForbiddenException, Injectable } from '@nestjs/common';
import type { ConfirmComplete } from './confirm-complete.command.js';

/** Who said up to which day a kind of record is complete. A line is added each time and never changed: it is its own history. */
@Injectable()
export class Confirmations {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Silence is not proof: a publisher with nothing new says so. Only an officer for the whole borough can know it. */
  async confirm({ issuer, subject, role, reachesAll }: Actor, { recordType }: ConfirmComplete): Promise<void> {
    if (!reachesAll) {
      throw new ForbiddenException(
        'Only a funding officer for the whole borough can say that the records of all departments are complete.',
      );
    }
    await sql(
      this.em.fork(),
      `insert into completeness_confirmations (id, record_type, complete_to, confirmed_at, issuer, subject, role)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [this.ids.next(), recordType, this.clock.today(), this.clock.now().toISOString(), issuer, subject, role],
    );
  }

  /** The last day that was confirmed, by kind of record. */
  async latest(): Promise<Map<string, string>> {
    const rows = await sql<{ recordType: string; completeTo: string }>(
      this.em.fork(),
      'select record_type as "recordType", max(complete_to) as "completeTo" from completeness_confirmations group by 1',
    );
    return new Map(rows.map(({ recordType, completeTo }) => [recordType, completeTo]));
  }
}
