import { Clock, Ids } from '#clock';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import type { Actor } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ConsultedVersions } from '../compacts/consulted-versions.service.js';
import { Acts } from '../history/acts.service.js';
import type { HistoryLine } from '../history/history.service.js';
import { notAhead } from '../not-ahead.js';
import { insertAll } from '../records.js';
import { ConsultationAnswer, type Received, type Said } from './answer.entity.js';
import { NotNextForConsultation, TakesNoAnswers, TooManyAnswers } from './consultation.errors.js';
import { Consultation } from './consultation.entity.js';
import type { DecideAnswer, RecordAnswer, TakeBackAnswer } from './consultations.commands.js';
import { ConsultationsService } from './consultations.service.js';

/** A borough's consultations have some hundred; more are recorded together, as one of a forum. */
const MOST_ANSWERS = 5_000;

/** Answers to a consultation, and what was done with each. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly consultations: ConsultationsService,
    private readonly acts: Acts,
    private readonly versions: ConsultedVersions,
  ) {}

  /** One that came by letter, by telephone or at an event, on a day on which answers were taken. */
  async record(actor: Actor, consultationId: string, { channel, notedBy, receivedOn, ...said }: RecordAnswer): Promise<ConsultationAnswer> {
    return this.em.transactional(async (em) => {
      const consultation = await locked(em, consultationId);
      const today = this.clock.today();
      notAhead('receivedOn', receivedOn, today);
      const state = consultation.stateOn(today);
      if (consultation.isEarlier || (state !== 'open' && state !== 'closed')) throw new TakesNoAnswers(state);
      if (receivedOn < consultation.opensOn || receivedOn > consultation.answersUntil) {
        throw new InvalidInput([{ field: 'receivedOn', message: 'No answers were taken on this day. Check it.' }]);
      }
      const answer = await this.add(em, consultation, said, { channel, notedBy, receivedOn });
      const changes = { answer: answer.number, channel };
      await this.acts.add(em, actor, { act: 'answer recorded', recordType: 'consultation', recordId: consultationId, changes });
      return answer;
    });
  }

  /** What was done with an answer, and why; it can be put otherwise until the outcome is published. */
  async decide(actor: Actor, consultationId: string, answerId: string, { disposition, summary, because }: DecideAnswer): Promise<void> {
    await this.onAnswer(actor, consultationId, answerId, (answer) => {
      answer.decide(disposition, summary, because);
      return { act: 'answer decided', changes: { disposition } };
    });
  }

  /** One that was recorded wrongly, or twice, counts no more. Its number stays taken, and the reason stays in the history. */
  async takeBack(actor: Actor, consultationId: string, answerId: string, { reason }: TakeBackAnswer): Promise<void> {
    await this.onAnswer(actor, consultationId, answerId, (answer) => {
      answer.takeBack(reason);
      return { act: 'answer taken back', reason };
    });
  }

  private async onAnswer(
    actor: Actor,
    consultationId: string,
    answerId: string,
    step: (answer: ConsultationAnswer) => Pick<HistoryLine, 'act' | 'reason' | 'changes'>,
  ): Promise<void> {
    await this.em.transactional(async (em) => {
      const consultation = await this.consultations.mine(em, actor, consultationId);
      const state = consultation.stateOn(this.clock.today());
      if (state !== 'open' && state !== 'closed') throw new NotNextForConsultation(state);
      const which = { id: answerId, consultationId, takenBackBecause: null };
      const answer = await em.findOne(ConsultationAnswer, which, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!answer) throw new NotFound('There is no such answer to this consultation.');
      const { act, reason, changes } = step(answer);
      const line = { act, reason, changes: { answer: answer.number, ...changes } };
      await this.acts.add(em, actor, { ...line, recordType: 'consultation', recordId: consultationId });
    });
  }

  /** @throws InvalidInput where it is about a clause that people are not asked about. */
  async refuseOtherClauses(em: EntityManager, { compactVersionId }: Consultation, { clauseId }: Said): Promise<void> {
    if (!clauseId || (compactVersionId && (await this.versions.hasClause(em, compactVersionId, clauseId)))) return;
    throw new InvalidInput([{ field: 'clauseId', message: 'Choose a clause of the draft that people are asked about.' }]);
  }

  /** In the open transaction, of a consultation that is locked, so that numbers are counted one after the other. */
  async add(em: EntityManager, consultation: Consultation, said: Said, received: Received): Promise<ConsultationAnswer> {
    await this.refuseOtherClauses(em, consultation, said);
    const [row] = await sql<{ last: number }>(
      em,
      'select coalesce(max(number), 0)::int as last from consultation_answers where consultation_id = $1',
      [consultation.id],
    );
    const last = row?.last ?? 0;
    if (last >= MOST_ANSWERS) throw new TooManyAnswers(MOST_ANSWERS);
    const answer = ConsultationAnswer.given(this.ids.next(), consultation.id, last + 1, said, received);
    await insertAll(em, ConsultationAnswer, [answer]);
    return answer;
  }
}

/** A consultation that everyone may see, for whoever answers it. */
export async function locked(em: EntityManager, id: string): Promise<Consultation> {
  const consultation = await em.findOne(Consultation, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (consultation?.publishedOn == null) throw new NotFound('There is no such consultation. Look under “Have your say”.');
  return consultation;
}
