import { Clock } from '#clock';
import type { CaseReply } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, sideOf } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { History } from '../history/history.service.js';
import { CASES_LOCK } from './case-finder.service.js';
import type { ReplyToCase } from './cases.commands.js';
import { RepliedAlready, ReplyNotAsked } from './cases.errors.js';

interface Asked {
  readonly replyUntil: string | null;
  readonly isOpen: boolean;
  readonly replies: readonly CaseReply[];
}

/** What the chairs say to a result that was not as promised, before it is published. Each side may speak once. */
@Injectable()
export class Replies {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly history: History,
  ) {}

  /** @throws NotFound, ReplyNotAsked, RepliedAlready */
  async reply(actor: Actor, caseId: string, { kind, text }: ReplyToCase): Promise<void> {
    const side = sideOf(actor.role);
    if (!side) throw new TypeError('Somebody replies who chairs for no side');
    await this.em.fork().transactional(async (em) => {
      await sql(em, `select pg_advisory_xact_lock(${CASES_LOCK})`);
      const [asked] = await sql<Asked>(
        em,
        `select reply_until::text as "replyUntil", asked_about is not null as "isOpen", replies from commitment_cases where id = $1`,
        [caseId],
      );
      if (!asked) throw new NotFound('There is no such result. Look under “Results”.');
      if (!asked.isOpen || (asked.replyUntil ?? '') < this.clock.today()) throw new ReplyNotAsked();
      if (asked.replies.some((one) => one.side === side)) throw new RepliedAlready();
      const reply: CaseReply = { side, kind, ...(text && { text }) };
      await sql(em, 'update commitment_cases set replies = replies || $2::jsonb where id = $1', [caseId, JSON.stringify([reply])]);
      await this.history.add(em, actor, [
        { act: 'replied', recordType: 'commitment-case', recordId: caseId, reason: text, changes: { side, kind } },
      ]);
    });
  }
}
