import { type CaseReply, MarksPublishedV1, type PublishedMark } from '#contracts';
import { otherSide, type Side, SIDES } from '#identity';
import { defineEntity, p } from '@mikro-orm/core';
import { MarksAreDone, MarksNotTaken, NothingMarked, OnlyItsBeginner, RepliedToRound, RoundTakesNoReply } from './marks.errors.js';
import { type RoundState, stateOf } from './round-states.js';

/** What one side writes its marks on. */
export interface Sheet {
  /** What its acts are remembered under, so that the other side cannot count them. */
  readonly id: string;
  readonly doneOn: string | null;
}

/** A mark, with the commitment that it is for. */
export interface GivenMark extends PublishedMark {
  readonly commitmentId: string;
}

const MarkRoundSchema = defineEntity({
  name: 'MarkRound',
  tableName: 'mark_rounds',
  properties: {
    id: p.uuid().primary(),
    /** The year and its number in it. */
    name: p.text(),
    catalogueVersion: p.text(),
    begunOn: p.date(),
    begunSide: p.enum(SIDES),
    sheets: p.json<Readonly<Record<Side, Sheet>>>(),
    /** Since when both sides read all marks. */
    openedOn: p.date().nullable(),
    replyUntil: p.date().nullable(),
    replies: p.json<readonly CaseReply[]>(),
    publishedOn: p.date().nullable(),
    withdrawnOn: p.date().nullable(),
    withdrawnBecause: p.text().nullable(),
    version: p.integer().version(),
  },
});

export interface BegunRound extends Pick<MarkRound, 'id' | 'name' | 'catalogueVersion' | 'begunOn' | 'begunSide'> {
  readonly sheetIds: Readonly<Record<Side, string>>;
}

/** A round in which the chair of each side marks what records cannot show, without seeing what the other one marks. */
export class MarkRound extends MarkRoundSchema.class {
  static begin({ sheetIds, ...begun }: BegunRound): MarkRound {
    const sheets = { council: { id: sheetIds.council, doneOn: null }, sector: { id: sheetIds.sector, doneOn: null } };
    return Object.assign(new MarkRound(), {
      ...begun,
      sheets,
      openedOn: null,
      replyUntil: null,
      replies: [],
      publishedOn: null,
      withdrawnOn: null,
      withdrawnBecause: null,
    });
  }

  get state(): RoundState {
    return stateOf(this);
  }

  /** @throws MarksNotTaken, MarksAreDone */
  refuseMarksOf(side: Side): void {
    if (this.state !== 'marking') throw new MarksNotTaken();
    if (this.sheets[side].doneOn !== null) throw new MarksAreDone();
  }

  /** A side is done, so that its marks stay as they are. The second one opens the round: from then on both may reply until a day. */
  done(side: Side, marked: number, today: string, replyUntil: string): void {
    this.refuseMarksOf(side);
    if (marked === 0) throw new NothingMarked();
    this.sheets = { ...this.sheets, [side]: { ...this.sheets[side], doneOn: today } };
    if (this.sheets[otherSide(side)].doneOn !== null) Object.assign(this, { openedOn: today, replyUntil });
  }

  reply(reply: CaseReply, today: string): void {
    if (this.state !== 'open' || today > (this.replyUntil ?? '')) throw new RoundTakesNoReply();
    if (this.replies.some(({ side }) => side === reply.side)) throw new RepliedToRound();
    this.replies = [...this.replies, reply];
  }

  /** Whether everybody may read it now: both sides have replied, or the time to reply is over. */
  isHeard(today: string): boolean {
    return this.state === 'open' && (this.replies.length === SIDES.length || today > (this.replyUntil ?? ''));
  }

  /** Everyone reads it, and it stays as it is: a fact for each commitment that a side marked. */
  publish(marks: readonly GivenMark[], today: string): MarksPublishedV1[] {
    if (!this.isHeard(today) || !this.openedOn) throw new TypeError('A round is published before it was heard');
    const { id: roundId, name: round, catalogueVersion, openedOn: assessedOn, replies } = this;
    this.publishedOn = today;
    return [...Map.groupBy(marks, ({ commitmentId }) => commitmentId)].map(([commitmentId, given]) => ({
      roundId,
      round,
      commitmentId,
      catalogueVersion,
      assessedOn,
      marks: given.map(({ commitmentId: _named, ...mark }) => mark),
      replies: [...replies],
    }));
  }

  /** A round that is not open can be taken back by the side that began it. What was marked in it is never opened. */
  withdraw(side: Side, reason: string, today: string): void {
    if (this.state !== 'marking') throw new MarksNotTaken();
    if (side !== this.begunSide) throw new OnlyItsBeginner();
    Object.assign(this, { withdrawnOn: today, withdrawnBecause: reason });
  }
}
MarkRoundSchema.setClass(MarkRound);
