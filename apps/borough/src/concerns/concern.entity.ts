import { addMonths, financialYearOf, workingDaysAfter } from '#clock';
import {
  CONCERN_KINDS,
  type ConcernCause,
  type ConcernKind,
  type ConcernOutcome,
  LearningPublishedV1,
  LearningWithdrawnV1,
} from '#contracts';
import { InvalidInput } from '#errors';
import { otherSide, type Side } from '#identity';
import { defineEntity, p } from '@mikro-orm/core';
import { CONCERN_WAYS } from './concern-kinds.js';
import {
  awaitsReply,
  CAN_BE_WITHDRAWN,
  CONCERN_STATES,
  type ConcernClocks,
  type ConcernStep,
  HAS_OUTCOME,
  isHeard,
  isUnderWay,
  type LearningReplier,
  STEP_RULES,
  TAKES_OUTCOME,
} from './concern-states.js';
import {
  AccountsAreFixed,
  BothHaveInterest,
  ChairHasInterest,
  ChampionIsThere,
  LearningIsOut,
  LearningNotHeard,
  NoOutcomeYet,
  NoReplyNow,
  NoSuchStep,
  NothingPublished,
} from './concern.errors.js';

/** What one organisation said when it raised the concern; of a group, each of them. It never says who. */
export interface RaisedAccount {
  /** As of who raised it, which the database keeps apart. */
  readonly id: string;
  readonly raisedOn: string;
  readonly happenedOn: string;
  readonly facts: string;
  /** The clause of the Compact, as it was typed. */
  readonly clause: string | null;
  readonly commitmentId: string | null;
  readonly remedy: string;
  readonly tried: string | null;
}

export interface Recommendation {
  readonly text: string;
  readonly dueOn: string;
}

/** What both chairs agree on. */
export interface FoundOutcome {
  readonly outcome: ConcernOutcome;
  readonly cause: ConcernCause;
  readonly finding: string;
  readonly recommendations: readonly Recommendation[];
}

export interface WrittenLearning {
  readonly lesson: string;
  readonly commitmentId: string | null;
}

export interface Learning extends WrittenLearning {
  readonly replyUntil: string;
  readonly replies: readonly { readonly by: LearningReplier; readonly text: string }[];
  readonly learningId: string | null;
  readonly publishedOn: string | null;
  readonly withdrawnOn: string | null;
}

const ConcernSchema = defineEntity({
  name: 'Concern',
  tableName: 'concerns',
  properties: {
    id: p.uuid().primary(),
    /** By chance, so that it does not tell how many there are. */
    reference: p.text(),
    way: p.enum(CONCERN_WAYS),
    kind: p.enum(CONCERN_KINDS),
    /** Null where it is about another body than the council. */
    departmentKey: p.text().nullable(),
    respondentName: p.text(),
    accounts: p.json<readonly RaisedAccount[]>(),
    /** Null while it is one of too few that raise the same. */
    raisedOn: p.date().nullable(),
    state: p.enum(CONCERN_STATES),
    since: p.date(),
    acknowledgedOn: p.date().nullable(),
    admittedOn: p.date().nullable(),
    /** The sides whose chair declared an interest. */
    interests: p.json<readonly Side[]>(),
    /** What the champion of each side holds the role for: a department, or an organisation by its id. */
    champions: p.json<Readonly<Partial<Record<Side, string>>>>(),
    respondentAccount: p.text().nullable(),
    documents: p.json<readonly { title: string; link: string }[]>(),
    steps: p.json<readonly { step: ConcernStep; on: string; words: string }[]>(),
    outcome: p.json<FoundOutcome>().nullable(),
    outcomeAgreedOn: p.date().nullable(),
    action: p.json<{ text: string; dueOn: string }>().nullable(),
    learning: p.json<Learning>().nullable(),
    version: p.integer().version(),
  },
});

export interface RaisedConcern extends Pick<Concern, 'id' | 'reference' | 'way' | 'kind' | 'respondentName'> {
  readonly departmentKey: string | null;
  readonly account: RaisedAccount;
}

/** What a step says, and by when where it promises something. */
export interface TakenStep {
  readonly step: ConcernStep;
  readonly words: string;
  readonly dueOn?: string | undefined;
}

/** A public body did not keep to the Compact, as an organisation says, and what becomes of that. */
export class Concern extends ConcernSchema.class {
  /** One of a group is nothing anybody else sees, until enough of them raised the same. */
  static raise({ account, ...raised }: RaisedConcern): Concern {
    return Object.assign(new Concern(), {
      ...raised,
      accounts: [account],
      raisedOn: raised.way === 'group' ? null : account.raisedOn,
      state: 'received' as const,
      since: account.raisedOn,
      acknowledgedOn: null,
      admittedOn: null,
      interests: [],
      champions: {},
      respondentAccount: null,
      documents: [],
      steps: [],
      outcome: null,
      outcomeAgreedOn: null,
      action: null,
      learning: null,
    });
  }

  join(account: RaisedAccount): void {
    this.accounts = [...this.accounts, account];
  }

  /** One of several takes back what it said; the others go on. */
  leave(accountIds: readonly string[]): void {
    if (!CAN_BE_WITHDRAWN.includes(this.state)) throw new NoSuchStep(this.state);
    this.accounts = this.accounts.filter(({ id }) => !accountIds.includes(id));
  }

  /** Enough organisations raised the same: from now on it is one concern. */
  gather(today: string): void {
    Object.assign(this, { raisedOn: today, since: today });
  }

  take({ step, words, dueOn }: TakenStep, today: string, { actionMonths }: Pick<ConcernClocks, 'actionMonths'>): void {
    const { from, to } = STEP_RULES[step];
    if (!from.includes(this.state)) throw new NoSuchStep(this.state);
    if (step === 'acknowledge') {
      if (this.acknowledgedOn) throw new NoSuchStep(this.state);
      this.acknowledgedOn = today;
    }
    if (step === 'admit') this.admittedOn = today;
    if (step === 'agree-action') this.action = { text: words, dueOn: this.promisedBy(dueOn, today, actionMonths) };
    this.steps = [...this.steps, { step, on: today, words }];
    if (to !== this.state) Object.assign(this, { state: to, since: today });
  }

  private promisedBy(dueOn: string | undefined, today: string, months: number): string {
    const last = addMonths(this.outcomeAgreedOn ?? today, months);
    if (dueOn && dueOn >= today && dueOn <= last) return dueOn;
    throw new InvalidInput([{ field: 'dueOn', message: `Enter a day from today on, within ${months} months of the outcome` }]);
  }

  /** Whether it is admitted is decided by a chair without an interest. */
  refuseInterest(side: Side): void {
    if (this.interests.includes(side)) throw new ChairHasInterest();
  }

  declareInterest(side: Side): void {
    if (this.interests.includes(otherSide(side))) throw new BothHaveInterest();
    if (!this.interests.includes(side)) this.interests = [...this.interests, side];
  }

  /** A champion of each side takes part, independent of who raised it and of the body that it is about. */
  joinedByChampion(side: Side, heldFor: string): void {
    if (this.state !== 'champions') throw new NoSuchStep(this.state);
    if (this.champions[side]) throw new ChampionIsThere();
    this.champions = { ...this.champions, [side]: heldFor };
  }

  /** The account of the body that it is about. */
  answer(text: string, isProposed: boolean): void {
    this.refuseFixed(isProposed);
    this.respondentAccount = text;
  }

  addDocument(title: string, link: string, isProposed: boolean): void {
    this.refuseFixed(isProposed);
    this.documents = [...this.documents, { title, link }];
  }

  private refuseFixed(isProposed: boolean): void {
    if (isProposed || !isUnderWay(this.state)) throw new AccountsAreFixed();
  }

  refuseUnlessTakesOutcome(): void {
    if (!TAKES_OUTCOME.includes(this.state)) throw new NoSuchStep(this.state);
  }

  agree(outcome: FoundOutcome, today: string): void {
    this.refuseUnlessTakesOutcome();
    Object.assign(this, { outcome, outcomeAgreedOn: today, state: 'outcome-agreed', since: today });
  }

  /** No reason is asked for. */
  withdraw(today: string): void {
    if (!CAN_BE_WITHDRAWN.includes(this.state)) throw new NoSuchStep(this.state);
    Object.assign(this, { state: 'withdrawn', since: today });
  }

  /** What was learnt, for both sides to reply to before it is published. Written anew, the time to reply begins anew. */
  write(written: WrittenLearning, today: string, replyWorkingDays: number): void {
    if (!HAS_OUTCOME.includes(this.state) || !this.outcome) throw new NoOutcomeYet();
    if (this.learning?.publishedOn && !this.learning.withdrawnOn) throw new LearningIsOut();
    const replyUntil = workingDaysAfter(today, replyWorkingDays);
    this.learning = { ...written, replyUntil, replies: [], learningId: null, publishedOn: null, withdrawnOn: null };
  }

  reply(by: LearningReplier, text: string, today: string): void {
    const learning = this.learning ?? null;
    if (!awaitsReply(learning, today)) throw new NoReplyNow(learning);
    this.learning = { ...learning, replies: [...learning.replies.filter((one) => one.by !== by), { by, text }] };
  }

  refuseUnheard(today: string): void {
    const { learning } = this;
    if (!learning || learning.publishedOn || !isHeard(learning.replies, learning.replyUntil, today)) throw new LearningNotHeard();
  }

  publish(learningId: string, today: string): LearningPublishedV1 {
    this.refuseUnheard(today);
    const { learning, outcome, outcomeAgreedOn } = this;
    if (!learning || !outcome || !outcomeAgreedOn) throw new LearningNotHeard();
    this.learning = { ...learning, learningId, publishedOn: today };
    return {
      learningId,
      ...(learning.commitmentId && { commitmentId: learning.commitmentId }),
      kind: this.kind as ConcernKind,
      cause: outcome.cause,
      outcome: outcome.outcome,
      lesson: learning.lesson,
      financialYear: financialYearOf(outcomeAgreedOn),
    };
  }

  withdrawLearning(reason: string, today: string): LearningWithdrawnV1 {
    const { learning } = this;
    if (!learning?.learningId || learning.withdrawnOn) throw new NothingPublished();
    this.learning = { ...learning, lesson: 'Withdrawn', replies: [], withdrawnOn: today };
    return { learningId: learning.learningId, withdrawnOn: today, reason };
  }
}
ConcernSchema.setClass(Concern);
