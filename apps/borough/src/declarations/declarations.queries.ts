import { CATALOGUE, type Commitment, type Declared, type Hold, type Provision } from '#commitments';
import { sql } from '#database';
import { NotFound } from '#errors';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** What both chairs agreed about what is published: a hold that was ended ends the day before. */
export async function declaredIn(em: EntityManager): Promise<Declared> {
  const holds = await sql<Hold>(
    em,
    `select id as "holdId", from_on::text as "from", least(to_on, ended_on - 1)::text as "to", reason
     from publication_holds where ended_on is null or ended_on > from_on order by from_on, id`,
  );
  const provisions = await sql<Provision>(
    em,
    `select commitment_id as "commitmentId", state, from_on::text as "from", reason from commitment_provisions order by number`,
  );
  return { holds, provisions };
}

@Injectable()
export class DeclarationsQueries {
  constructor(private readonly em: EntityManager) {}

  async all(): Promise<Declared> {
    return declaredIn(this.em.fork());
  }

  /** @throws NotFound for what was never agreed, or was ended before it began. */
  async hold(holdId: string): Promise<Hold> {
    const hold = (await this.all()).holds.find((one) => one.holdId === holdId);
    if (!hold) throw new NotFound('There is no such hold. Open what is agreed about publishing to see them.');
    return hold;
  }

  /** A commitment whose cases records show. @throws NotFound for any other. */
  checked(commitmentId: string): Commitment {
    const commitment = CATALOGUE.commitments.find(({ id, rule }) => id === commitmentId && rule !== null);
    if (!commitment) throw new NotFound('There is no such commitment that records are checked for. Open the commitments to see them all.');
    return commitment;
  }

  /** Of everything that was ever agreed. */
  async ids(): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      this.em.fork(),
      'select id from publication_holds union all select id from commitment_provisions',
    );
    return rows.map(({ id }) => id);
  }
}
