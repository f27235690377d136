import { Clock } from '#clock';
import { sql } from '#database';
import type { Actor } from '#identity';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { PaymentHoldView } from './grant.views.js';

/** Held payments, labelled `case`. There is no other way to read them: the program has no right to their table. */
@Injectable()
export class PaymentHoldQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Who is shown a hold is written down for the data protection officer, by the same statement. Ask whether they may see it first. */
  async shownTo({ issuer, subject, role, heldFor, clearance }: Actor, grantId: string): Promise<PaymentHoldView[]> {
    const rows = await sql<PaymentHoldView>(
      this.em.fork(),
      `select id, held_from as "from", held_until as "until", reason, recorded_on as "recordedOn"
       from read_payment_holds($1, $2, $3, $4, $5, $6)`,
      [grantId, this.clock.now().toISOString(), issuer, subject, role, heldFor?.key ?? null],
    );
    return rows.map((row) => shown(PaymentHoldView, row, clearance));
  }
}
