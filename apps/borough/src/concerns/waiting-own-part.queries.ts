import { sql } from '#database';
import { type Actor, actorsWith } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { TwoKeyActs } from '../two-keys/two-key-acts.service.js';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { askFor, readersOf } from './concern-readers.js';
import { awaitsReply, championedBy, clockOn, type ConcernDays, isUnderWay } from './concern-states.js';
import type { Concern, Learning } from './concern.entity.js';
import { AGREE_OUTCOME } from './concerns.service.js';

interface Row extends ConcernDays, Pick<Concern, 'id' | 'reference' | 'champions'> {
  readonly learning: Learning | null;
  readonly isAnswered: boolean;
}

type Part = Pick<WaitingLine, 'thing' | 'what' | 'dueOn'>;

const MOST = 100;

/** What of a concern those do who are no chairs: the body that it is about, whoever raised it, and the champions. */
@Injectable()
export class WaitingOwnPart implements WaitingSource {
  constructor(
    private readonly em: EntityManager,
    private readonly borough: Borough,
    private readonly twoKeys: TwoKeyActs,
  ) {}

  async linesFor({ person, today }: Reader): Promise<WaitingLine[]> {
    const actors = actorsWith(person, 'concerns.read').filter((actor) => actor.holds('concerns.reply') || actor.holds('concerns.assist'));
    if (actors.length === 0) return [];
    const proposed = new Set((await this.twoKeys.waiting(AGREE_OUTCOME)).map(({ content }) => content['concernId']));
    const lines = new Map<string, WaitingLine>();
    for (const actor of actors) {
      for (const row of await this.rowsFor(actor)) {
        for (const part of this.partsOf(actor, row, proposed.has(row.id), today)) {
          lines.set(part.thing, { ...part, href: `/concerns/${row.reference}`, since: row.since, waitsFor: ['reader'] });
        }
      }
    }
    return [...lines.values()];
  }

  /** In each role alone: what somebody reads in one is nothing they see in another. */
  private async rowsFor(actor: Actor): Promise<Row[]> {
    return this.em.fork().transactional(async (em) => {
      await askFor(em, readersOf(actor));
      return sql<Row>(
        em,
        `select id, reference, state, raised_on::text as "raisedOn", since::text as since, acknowledged_on::text as "acknowledgedOn",
           admitted_on::text as "admittedOn", action ->> 'dueOn' as "actionBy", champions, learning,
           respondent_account is not null as "isAnswered"
         from concerns where raised_on is not null and state not in ('received', 'out-of-scope', 'external', 'withdrawn')
         order by since desc, id limit ${MOST}`,
      );
    });
  }

  private partsOf(actor: Actor, row: Row, isProposed: boolean, today: string): Part[] {
    const { id, reference, state, learning, champions, isAnswered } = row;
    const dueOn = clockOn(row, today, this.borough.concernClocks)?.dueOn ?? null;
    const parts: Part[] = [];
    if (actor.holds('concerns.answer') && isUnderWay(state) && !isAnswered && !isProposed) {
      parts.push({ thing: `account in concern ${id}`, what: `Give the account of your department: concern ${reference}`, dueOn });
    }
    if (actor.holds('concerns.assist') && state === 'champions' && actor.heldFor && !champions[championedBy(actor.heldFor)]) {
      parts.push({ thing: `champion in concern ${id}`, what: `Take part as a champion: concern ${reference}`, dueOn });
    }
    const by = actor.role === 'representative' ? 'raiser' : 'respondent';
    const isAsked = awaitsReply(learning, today);
    if (actor.holds('concerns.reply') && isAsked && !learning.replies.some((reply) => reply.by === by)) {
      const what = `Reply to what was learnt, before it is published: concern ${reference}`;
      parts.push({ thing: `learning of concern ${id}`, what, dueOn: learning.replyUntil });
    }
    return parts;
  }
}
