import { dateInWords } from '#clock';
import { commitmentOf } from '#commitments';
import type { CaseReply } from '#contracts';
import { sql } from '#database';
import { SIDES } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';

interface Row {
  readonly id: string;
  readonly commitmentId: string;
  readonly title: string | null;
  readonly decidedOn: string | null;
  readonly since: string;
  readonly replyUntil: string;
  readonly replies: readonly CaseReply[];
}

const MOST = 200;

/** Results that a chair has not replied to yet. */
@Injectable()
export class WaitingResults implements WaitingSource {
  constructor(private readonly em: EntityManager) {}

  async linesFor({ sides, today }: Reader): Promise<WaitingLine[]> {
    if (sides.length === 0) return [];
    const rows = await sql<Row>(
      this.em.fork(),
      `select id, commitment_id as "commitmentId", named -> 'record' ->> 'title' as title, decided_on::text as "decidedOn",
         judged_on::text as since, reply_until::text as "replyUntil", replies
       from commitment_cases where asked_about is not null and reply_until >= $1::date order by reply_until, id limit ${MOST}`,
      [today],
    );
    return rows.map(({ id, commitmentId, title, decidedOn, since, replyUntil, replies }) => ({
      thing: `result ${id}`,
      what: `Reply to a result: ${aboutOf({ commitmentId, title, decidedOn })}`,
      href: `/results/${id}`,
      since,
      dueOn: replyUntil,
      waitsFor: SIDES.filter((side) => !replies.some((reply) => reply.side === side)),
    }));
  }
}

/** Several results of one commitment are told apart by what they are of, or by their day. */
const aboutOf = ({ commitmentId, title, decidedOn }: Pick<Row, 'commitmentId' | 'title' | 'decidedOn'>): string =>
  [commitmentOf(commitmentId).title, title, decidedOn && dateInWords(decidedOn)].filter(Boolean).join(', ');
