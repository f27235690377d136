import { addDays, civilDateIn, startOf } from '#clock';
import { type Actor, ROLES, otherSide, type Side, sideOf, SIDES } from '#identity';
import { defineEntity, p } from '@mikro-orm/core';
import { type State, STATES } from './states.js';
import { ActIsOver, NotTheirAct, OtherKeyNeeded } from './two-key-act.errors.js';

/** For so many days an answer is waited for. */
export const DAYS_TO_ANSWER = 28;

const TwoKeyActSchema = defineEntity({
  name: 'TwoKeyAct',
  tableName: 'two_key_acts',
  properties: {
    id: p.uuid().primary(),
    /** Which kind of act, such as `co-chairs.give`. */
    kind: p.text(),
    /** What it is about: of two that are open at once, none has the key of the other. */
    about: p.text(),
    content: p.json<Record<string, unknown>>(),
    reason: p.text(),
    state: p.enum(STATES),
    proposedSide: p.enum(SIDES),
    proposedRole: p.enum(ROLES),
    proposedIssuer: p.text(),
    proposedSubject: p.text(),
    proposedName: p.text(),
    proposedAt: p.datetime(),
    /** The first instant at which it cannot be answered any more. */
    expiresAt: p.datetime(),
    decidedSubject: p.text().nullable(),
    decidedName: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    /** Why it was refused or withdrawn. */
    decidedReason: p.text().nullable(),
    version: p.integer().version(),
  },
});

/** What is proposed, before anybody answered. */
export interface Proposed {
  readonly kind: string;
  readonly about: string;
  readonly content: Record<string, unknown>;
  readonly reason: string;
}

/** An act that needs two keys: a co-chair of one side proposes it, and one of the other confirms or refuses it in time. */
export class TwoKeyAct extends TwoKeyActSchema.class {
  /** @throws OtherKeyNeeded where the actor chairs for no side. */
  static propose(id: string, { kind, about, content, reason }: Proposed, actor: Actor, now: Date): TwoKeyAct {
    const side = sideOf(actor.role);
    if (!side) throw new OtherKeyNeeded();
    return Object.assign(new TwoKeyAct(), {
      id,
      kind,
      about,
      content,
      reason,
      state: 'proposed' as const,
      proposedSide: side,
      proposedRole: actor.role,
      proposedIssuer: actor.issuer,
      proposedSubject: actor.subject,
      proposedName: actor.name,
      proposedAt: now,
      expiresAt: startOf(addDays(civilDateIn(now), DAYS_TO_ANSWER + 1)),
      decidedSubject: null,
      decidedName: null,
      decidedAt: null,
      decidedReason: null,
    });
  }

  get answeringSide(): Side {
    return otherSide(this.proposedSide);
  }

  /** How it stands: nobody need do anything for it to expire. */
  stateAt(now: Date): State {
    return this.state === 'proposed' && this.expiresAt <= now ? 'expired' : this.state;
  }

  confirm(actor: Actor, now: Date): void {
    this.refuseUnlessOther(actor, now);
    this.decide('confirmed', actor, now, null);
  }

  refuse(actor: Actor, now: Date, reason: string): void {
    this.refuseUnlessOther(actor, now);
    this.decide('refused', actor, now, reason);
  }

  /** By any co-chair of the side that proposed it. */
  withdraw(actor: Actor, now: Date, reason: string): void {
    this.refuseUnlessOpen(now);
    if (sideOf(actor.role) !== this.proposedSide) throw new NotTheirAct();
    this.decide('withdrawn', actor, now, reason);
  }

  private decide(state: State, { subject, name }: Actor, now: Date, reason: string | null): void {
    Object.assign(this, { state, decidedSubject: subject, decidedName: name, decidedAt: now, decidedReason: reason });
  }

  private refuseUnlessOpen(now: Date): void {
    const state = this.stateAt(now);
    if (state !== 'proposed') throw new ActIsOver(state);
  }

  /** The second key is another person's, of the other side. */
  private refuseUnlessOther(actor: Actor, now: Date): void {
    this.refuseUnlessOpen(now);
    const isSamePerson = actor.issuer === this.proposedIssuer && actor.subject === this.proposedSubject;
    if (isSamePerson || sideOf(actor.role) !== this.answeringSide) throw new OtherKeyNeeded(this.answeringSide);
  }
}
TwoKeyActSchema.setClass(TwoKeyAct);
