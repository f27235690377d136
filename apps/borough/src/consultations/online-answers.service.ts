import { Clock } from '#clock';
import { InvalidInput, NotFound } from '#errors';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { LooksAgain } from '../looks-again.js';
import { OutgoingMail } from '../mail/outgoing-mail.service.js';
import { AnswerContacts } from './answer-contacts.service.js';
import { AnswersQueries, type AnswerView } from './answers.queries.js';
import { AnswersService, locked } from './answers.service.js';
import { ConsultationAnswer, type Said } from './answer.entity.js';
import { TakesNoAnswers, TakesNoneByMail } from './consultation.errors.js';
import { ConsultationsQueries, type ConsultationView } from './consultations.queries.js';

/** An answer as whoever gave it reads it by their link: before they confirmed it, or with what became of it. */
export interface OwnAnswer {
  readonly consultation: ConsultationView;
  /** Null where it is confirmed. */
  readonly waiting: Said | null;
  /** Null where it waits. */
  readonly answer: AnswerView | null;
}

const NO_LINK =
  'This link is not known, or is over: an answer is confirmed within seven days. Answer again if the consultation is still open.';

/** Answers that people give online, without an account: each counts once the address is confirmed by a link. */
@Injectable()
export class OnlineAnswers {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly contacts: AnswerContacts,
    private readonly mail: OutgoingMail,
    private readonly answers: AnswersService,
    private readonly answersQueries: AnswersQueries,
    private readonly consultations: ConsultationsQueries,
  ) {}

  get isPossible(): boolean {
    return this.mail.isPossible;
  }

  /** Keeps an answer until it is confirmed. Who asks is told the same, whoever the address belongs to. */
  async give(consultationId: string, said: Said, address: string): Promise<void> {
    if (!this.isPossible) throw new TakesNoneByMail();
    if (!this.mail.isAddress(address)) {
      throw new InvalidInput([{ field: 'address', message: 'Enter an email address in the correct format, like name@example.com' }]);
    }
    await this.em.transactional(async (em) => {
      const consultation = await locked(em, consultationId);
      const state = consultation.stateOn(this.clock.today());
      if (state !== 'open') throw new TakesNoAnswers(state);
      // What the record would refuse is refused before somebody opens a link for nothing.
      ConsultationAnswer.given('', consultationId, 0, said, { channel: 'online', receivedOn: this.clock.today() });
      await this.answers.refuseOtherClauses(em, consultation, said);
      await this.contacts.keep(em, consultation, said, address);
    });
  }

  async read(link: string): Promise<OwnAnswer> {
    const { consultationId, said, answerId } = await this.em.transactional(async (em) => this.linkedTo(em, link));
    const consultation = await this.consultations.one(consultationId, null);
    const answer = answerId ? await this.answersQueries.one(consultationId, answerId) : null;
    // What is done with it is told when the outcome is published, and to everyone at once.
    const isTold = consultation.state === 'outcome-published';
    return {
      consultation,
      waiting: said,
      answer: answer && (isTold ? answer : { ...answer, disposition: null, summary: null, because: null }),
    };
  }

  /** It counts from now on, as of the day on which it was given. Confirmed again, it stays one. */
  async confirm(link: string): Promise<void> {
    await this.em.transactional(async (em) => {
      const { id, consultationId, said, askedOn } = await this.linkedTo(em, link);
      if (!said) return;
      const consultation = await locked(em, consultationId);
      const state = consultation.stateOn(this.clock.today());
      if (state !== 'open' && state !== 'closed') throw new TakesNoAnswers(state);
      const answer = await this.answers.add(em, consultation, said, { channel: 'online', receivedOn: askedOn });
      await this.contacts.confirmed(em, id, answer.id);
    });
  }

  private async linkedTo(em: EntityManager, link: string) {
    const linked = await this.contacts.linked(em, link);
    if (!linked) throw new NotFound(NO_LINK);
    return linked;
  }
}

/** Deletes, for as long as the program runs, what nobody confirmed in time. */
@Injectable()
export class UnconfirmedAnswers extends LooksAgain {
  protected override readonly name = 'forgetting unconfirmed answers';
  protected override readonly everyMilliseconds = 600_000;

  constructor(
    private readonly em: EntityManager,
    private readonly contacts: AnswerContacts,
  ) {
    super();
  }

  protected override async look(): Promise<boolean> {
    await this.contacts.forget(this.em.fork());
    return false;
  }
}
