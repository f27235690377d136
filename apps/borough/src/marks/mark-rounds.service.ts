import { Clock, Ids, workingDaysAfter } from '#clock';
import { CATALOGUE, catalogueOf, holdOn } from '#commitments';
import { MarksPublishedV1 } from '#contracts';
import { sql, sqlCount } from '#database';
import { NotFound } from '#errors';
import { Outbox } from '#events';
import { type Actor, type Side, sideOf } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { declaredIn } from '../declarations/declarations.queries.js';
import { type HistoryLine, History } from '../history/history.service.js';
import { insertedUnlessTaken } from '../records.js';
import { askForSide, marksIn } from './mark-rows.js';
import { MarkRound } from './mark-round.entity.js';
import { evidenceOf, type GiveMark, LEFT_OUT, type ReplyToRound, type WithdrawRound } from './marks.commands.js';
import { RoundUnderWay } from './marks.errors.js';

const RECORD = 'mark-round';

/** The round as it stands, in the transaction that writes to it, and the side that acts. */
interface Acting {
  readonly em: EntityManager;
  readonly round: MarkRound;
  readonly side: Side;
  readonly today: string;
}

/** Both chairs mark what records cannot show: each alone first, then open to both, then to everyone. */
@Injectable()
export class MarkRounds {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly borough: Borough,
  ) {}

  /** Returns the name of the round. @throws RoundUnderWay */
  async begin(actor: Actor): Promise<string> {
    return this.em.fork().transactional(async (em) => {
      const today = this.clock.today();
      const year = today.slice(0, 4);
      const [row] = await sql<{ count: number }>(em, `select count(*)::int as count from mark_rounds where name like $1`, [`${year}-%`]);
      const round = MarkRound.begin({
        id: this.ids.next(),
        name: `${year}-${(row?.count ?? 0) + 1}`,
        catalogueVersion: CATALOGUE.version,
        begunOn: today,
        begunSide: sideActing(actor),
        sheetIds: { council: this.ids.next(), sector: this.ids.next() },
      });
      if (!(await insertedUnlessTaken(em, MarkRound, round))) throw new RoundUnderWay();
      await this.history.add(em, actor, [{ act: 'round begun', recordType: RECORD, recordId: round.id }]);
      return round.name;
    });
  }

  /** @throws NotFound for what is not marked */
  async mark(actor: Actor, name: string, commitmentId: string, command: GiveMark): Promise<void> {
    await this.act(actor, name, async ({ em, round, side }) => {
      round.refuseMarksOf(side);
      markedOf(round.catalogueVersion, commitmentId);
      const of = [round.id, side, commitmentId];
      const { mark, comment } = command;
      if (mark === LEFT_OUT) {
        await sqlCount(em, 'delete from commitment_marks where round_id = $1 and side = $2 and commitment_id = $3', of);
      } else {
        const evidence = evidenceOf(command);
        await sql(em, WRITE, [...of, mark, comment ?? null, evidence && JSON.stringify(evidence)]);
      }
      return { act: mark === LEFT_OUT ? 'left out' : 'marked', recordId: round.sheets[side].id, changes: { commitmentId } };
    });
  }

  /** The side’s marks stay as they are. Where the other side is done, too, both read all of them from now on. */
  async done(actor: Actor, name: string): Promise<void> {
    await this.act(actor, name, async ({ em, round, side, today }) => {
      const marked = (await marksIn(em, round.id)).length;
      round.done(side, marked, today, workingDaysAfter(today, this.borough.replyWorkingDays));
      return { act: 'marks done', changes: { side, isOpened: round.openedOn !== null } };
    });
  }

  /** The second reply publishes the round, unless nothing newly adverse is published today: marks can be. */
  async reply(actor: Actor, name: string, { kind, text }: ReplyToRound): Promise<void> {
    await this.act(actor, name, async ({ em, round, side, today }) => {
      round.reply({ side, kind, ...(text && { text }) }, today);
      await this.publishIfHeard(em, round, today);
      return { act: 'replied', reason: text, changes: { side, kind } };
    });
  }

  async withdraw(actor: Actor, name: string, { reason }: WithdrawRound): Promise<void> {
    await this.act(actor, name, ({ round, side, today }) => {
      round.withdraw(side, reason, today);
      return Promise.resolve({ act: 'round withdrawn', reason });
    });
  }

  /** Publishes the round that both have replied to, or whose time to reply is over. */
  async publishHeard(): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const today = this.clock.today();
      const where = { openedOn: { $ne: null }, publishedOn: null };
      const round = await em.findOne(MarkRound, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (round) await this.publishIfHeard(em, round, today);
    });
  }

  private async publishIfHeard(em: EntityManager, round: MarkRound, today: string): Promise<void> {
    if (!round.isHeard(today) || holdOn(await declaredIn(em), today) !== null) return;
    const facts = round.publish(await marksIn(em, round.id), today);
    await this.outbox.add(
      em,
      facts.map((data) => ({ contract: MarksPublishedV1, subject: round.id, data })),
    );
  }

  private async act(
    actor: Actor,
    name: string,
    step: (acting: Acting) => Promise<Pick<HistoryLine, 'act' | 'reason' | 'changes'> & { readonly recordId?: string }>,
  ): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const side = sideActing(actor);
      const round = await em.findOne(MarkRound, { name }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!round) throw new NotFound(NO_SUCH_ROUND);
      await askForSide(em, side);
      const line = await step({ em, round, side, today: this.clock.today() });
      await this.history.add(em, actor, [{ recordType: RECORD, recordId: round.id, ...line }]);
    });
  }
}

export const NO_SUCH_ROUND = 'There is no such round. Look under “Joint assessments”.';

const WRITE = `
  insert into commitment_marks (round_id, side, commitment_id, mark, comment, evidence) values ($1, $2, $3, $4, $5, $6::jsonb)
  on conflict (round_id, side, commitment_id)
  do update set mark = excluded.mark, comment = excluded.comment, evidence = excluded.evidence`;

/** The commitments of a catalogue that both chairs mark. */
export const allMarkedOf = (catalogueVersion: string) => catalogueOf(catalogueVersion).commitments.filter(({ rule }) => rule === null);

/** @throws NotFound for what a record shows, and what there is none of. */
export function markedOf(catalogueVersion: string, commitmentId: string) {
  const commitment = allMarkedOf(catalogueVersion).find(({ id }) => id === commitmentId);
  if (!commitment) throw new NotFound('This commitment is not marked: records show it, or the catalogue does not have it.');
  return commitment;
}

function sideActing({ role }: Actor): Side {
  const side = sideOf(role);
  if (!side) throw new TypeError('Somebody marks who chairs for no side');
  return side;
}
