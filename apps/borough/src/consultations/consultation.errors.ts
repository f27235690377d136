import { dateInWords } from '#clock';
import { DomainError } from '#errors';
import { CONSULTATION_STATE_WORDS, type ConsultationState } from './consultation-states.js';

export class NotNextForConsultation extends DomainError {
  readonly code = 'consultations.not-next';
  constructor(state: ConsultationState) {
    super(`This consultation is ${CONSULTATION_STATE_WORDS[state].inSentence}; that does not come next. Open it to see what does.`);
  }
}

export class BothSidesAreAsked extends DomainError {
  readonly code = 'consultations.both-sides-are-asked';
  constructor() {
    super('A Compact binds both sides, so people of both are asked. Say how the other side is reached, too.', 'reaches');
  }
}

export class DraftNotApproved extends DomainError {
  readonly code = 'consultations.draft-not-approved';
  constructor() {
    super('The Compact Implementation Group approves a draft before people are asked about it. Record that it did, or choose another.');
  }
}

export class ConsultedAlready extends DomainError {
  readonly code = 'consultations.consulted-already';
  constructor() {
    super('People are asked about this version already, or a draft of the consultation is there. Go on with that one.', 'compactVersionId');
  }
}

export class ReasonPublished extends DomainError {
  readonly code = 'consultations.reason-published';
  constructor(publishedOn: string) {
    super(`A reason was published on ${dateInWords(publishedOn)}, and it stays as people read it.`);
  }
}

export class TooManyExtensions extends DomainError {
  readonly code = 'consultations.too-many-extensions';
  constructor(most: number) {
    super(`It was extended ${most} times. Publish the outcome, and ask anew.`);
  }
}

export class AnswersWithoutReason extends DomainError {
  readonly code = 'consultations.answers-without-reason';
  constructor(numbers: readonly number[], all: number) {
    const shown = numbers.map((number) => `answer ${number}`).join(', ');
    const more = all > numbers.length ? ` and ${all - numbers.length} more` : '';
    super(`Who answered is told what was done and why. Still without it: ${shown}${more}.`);
  }
}

export class TakesNoAnswers extends DomainError {
  readonly code = 'consultations.takes-no-answers';
  constructor(state: ConsultationState) {
    super(`This consultation is ${CONSULTATION_STATE_WORDS[state].inSentence}, so it takes no answers now.`);
  }
}

export class AnsweredOnline extends DomainError {
  readonly code = 'consultations.answered-online';
  constructor() {
    super('Whoever answered online wrote it themselves, so nobody takes it back. Say what was done with it, and why.');
  }
}

export class TooManyAnswers extends DomainError {
  readonly code = 'consultations.too-many-answers';
  constructor(most: number) {
    super(`There are ${most} answers already, which is as many as can be answered one by one. Record further ones together.`);
  }
}

export class TakesNoneByMail extends DomainError {
  readonly code = 'consultations.takes-none-by-mail';
  constructor() {
    super('Answers cannot be given on this page now, since no mail can be sent from here. Answer by letter or telephone instead.');
  }
}
