import { Clock } from '#clock';
import { sql } from '#database';
import { otherSide, type Side } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { TwoKeyActs } from './two-key-acts.service.js';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly proposedSide: Side;
  readonly since: string;
  readonly dueOn: string;
}

const MOST = 200;

/** Proposals that wait for their second key: mappings, suspensions, who chairs, and every kind that is registered. */
@Injectable()
export class WaitingProposals implements WaitingSource {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly acts: TwoKeyActs,
  ) {}

  async linesFor({ sides }: Reader): Promise<WaitingLine[]> {
    if (sides.length === 0) return [];
    const rows = await sql<Row>(
      this.em.fork(),
      `select id, kind, content, proposed_side as "proposedSide", (proposed_at at time zone 'Europe/London')::date::text as since,
         
         ((expires_at - interval '1 second') at time zone 'Europe/London')::date::text as "dueOn"
       from two_key_acts where state = 'proposed' and expires_at > $1 order by expires_at, id limit ${MOST}`,
      [this.clock.now().toISOString()],
    );
    return rows.map(({ id, kind, content, proposedSide, since, dueOn }) => ({
      thing: `proposal ${id}`,
      what: `Answer a proposal: ${this.acts.kindOf({ kind }).inWords(content)}`,
      href: `/two-keys/${id}`,
      since,
      dueOn,
      waitsFor: [otherSide(proposedSide)],
    }));
  }
}
