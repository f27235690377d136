import { sql } from '#database';
import { SIDES } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import type { MarkRound } from './mark-round.entity.js';

interface Row extends Pick<MarkRound, 'id' | 'name' | 'sheets' | 'replies'> {
  readonly begunOn: string;
  readonly openedOn: string | null;
  readonly replyUntil: string | null;
}

/** The round of marks that is under way. That a side is done is known to both; how much it marked is not, and is not read here. */
@Injectable()
export class WaitingMarks implements WaitingSource {
  constructor(private readonly em: EntityManager) {}

  async linesFor({ sides, today }: Reader): Promise<WaitingLine[]> {
    if (sides.length === 0) return [];
    const rows = await sql<Row>(
      this.em.fork(),
      `select id, name, sheets, replies, begun_on::text as "begunOn", opened_on::text as "openedOn", reply_until::text as "replyUntil"
       from mark_rounds where published_on is null and withdrawn_on is null and (reply_until is null or reply_until >= $1::date)`,
      [today],
    );
    return rows.map(({ id, name, sheets, replies, begunOn, openedOn, replyUntil }) => ({
      thing: `round ${id}`,
      what: openedOn ? `Reply to the joint assessment ${name}` : `Mark in the joint assessment ${name}, and say when your side is done`,
      href: `/assess/${name}`,
      since: openedOn ?? begunOn,
      dueOn: replyUntil,
      waitsFor: SIDES.filter((side) => (openedOn ? !replies.some((reply) => reply.side === side) : sheets[side].doneOn === null)),
    }));
  }
}
