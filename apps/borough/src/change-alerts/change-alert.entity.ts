import { InvalidInput } from '#errors';
import { defineEntity, p } from '@mikro-orm/core';
import {
  ALERT_KINDS,
  type AlertAnswerKind,
  alertStateOn,
  type AlertKind,
  type AlertState,
  type Sureness,
  SURENESSES,
} from './alert-kinds.js';
import { AlertIsOver, NothingUpdated } from './change-alert.errors.js';

/** What the group said to an alert, in what role it was said for the group, and when. */
export interface AlertAnswer {
  readonly kind: AlertAnswerKind;
  readonly words: string;
  /** Where the group wants to talk: until when. */
  readonly talkUntil?: string;
  readonly who: string;
  readonly on: string;
}

/** What a member of the group added. */
export interface AlertComment {
  readonly text: string;
  readonly who: string;
  readonly on: string;
}

const ChangeAlertSchema = defineEntity({
  name: 'ChangeAlert',
  tableName: 'change_alerts',
  properties: {
    id: p.uuid().primary(),
    departmentId: p.uuid(),
    kind: p.enum(ALERT_KINDS),
    what: p.text(),
    affected: p.text(),
    /** Null while it is not known yet. */
    fromOn: p.date().nullable(),
    sureness: p.enum(SURENESSES),
    /** What the group is asked. */
    asks: p.text(),
    /** The page of a grant or consultation here. */
    link: p.text().nullable(),
    givenOn: p.date(),
    /** The last day on which an answer to what it says now is in time. */
    answerBy: p.date(),
    /** When what it says now was first answered. */
    answeredOn: p.date().nullable(),
    answers: p.json<readonly AlertAnswer[]>(),
    comments: p.json<readonly AlertComment[]>(),
    withdrawnOn: p.date().nullable(),
    withdrawnBecause: p.text().nullable(),
    closedOn: p.date().nullable(),
    /** What came of it. */
    closedBecause: p.text().nullable(),
    version: p.integer().version(),
  },
});

/** What an alert says. */
export interface AlertText {
  readonly kind: AlertKind;
  readonly what: string;
  readonly affected: string;
  readonly fromOn: string | null;
  readonly sureness: Sureness;
  readonly asks: string;
  readonly link: string | null;
}

/** A department tells the Compact Implementation Group early of a change that is coming. */
export class ChangeAlert extends ChangeAlertSchema.class {
  static give(id: string, departmentId: string, text: AlertText, { today, answerBy }: { today: string; answerBy: string }): ChangeAlert {
    return Object.assign(new ChangeAlert(), {
      id,
      departmentId,
      ...text,
      givenOn: today,
      answerBy,
      answeredOn: null,
      answers: [],
      comments: [],
      withdrawnOn: null,
      withdrawnBecause: null,
      closedOn: null,
      closedBecause: null,
    });
  }

  stateOn(today: string): AlertState {
    return alertStateOn(this, today);
  }

  get text(): AlertText {
    const { kind, what, affected, fromOn, sureness, asks, link } = this;
    return { kind, what, affected, fromOn: fromOn ?? null, sureness, asks, link: link ?? null };
  }

  /**
   * What was answered was what it said before, so that it waits for an answer anew; the time of one that waits already goes on.
   * @returns what it said before, of all that is different now.
   */
  update(text: AlertText, answerBy: string): Partial<AlertText> {
    this.refuseOver();
    const former = Object.fromEntries(
      Object.entries(this.text).filter(([field, value]) => text[field as keyof AlertText] !== value),
    ) as Partial<AlertText>;
    if (Object.keys(former).length === 0) throw new NothingUpdated();
    Object.assign(this, text, this.answeredOn === null ? {} : { answeredOn: null, answerBy });
    return former;
  }

  answer(answer: AlertAnswer): void {
    this.refuseOver();
    if (answer.kind === 'wants-to-talk' && (!answer.talkUntil || answer.talkUntil < answer.on)) {
      throw new InvalidInput([{ field: 'talkUntil', message: 'Enter the day until which you want to talk, today or later' }]);
    }
    if (answer.kind !== 'wants-to-talk' && answer.talkUntil) {
      throw new InvalidInput([{ field: 'talkUntil', message: 'Only who wants to talk says until when. Choose that, or empty this' }]);
    }
    this.answers = [...this.answers, answer];
    this.answeredOn ??= answer.on;
  }

  comment(comment: AlertComment): void {
    this.refuseOver();
    this.comments = [...this.comments, comment];
  }

  withdraw(reason: string, today: string): void {
    this.refuseOver();
    Object.assign(this, { withdrawnOn: today, withdrawnBecause: reason });
  }

  /** The change came to be, and what came of it. */
  close(reason: string, today: string): void {
    this.refuseOver();
    Object.assign(this, { closedOn: today, closedBecause: reason });
  }

  private refuseOver(): void {
    if (this.withdrawnOn || this.closedOn) throw new AlertIsOver();
  }
}
ChangeAlertSchema.setClass(ChangeAlert);
