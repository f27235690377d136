import { dateInWords } from '#clock';
import { DomainError } from '#errors';
import { type ConcernState, type LessonDays, STATE_WORDS } from './concern-states.js';

export class NoSuchStep extends DomainError {
  readonly code = 'concerns.no-such-step';
  constructor(state: ConcernState) {
    super(`This step does not follow now: the concern is “${STATE_WORDS[state].text}”. Open it to see what comes next.`);
  }
}

export class ChairHasInterest extends DomainError {
  readonly code = 'concerns.chair-has-interest';
  constructor() {
    super('Your side declared an interest in this concern, so that the chair of the other side decides on it alone.');
  }
}

export class ChairsDecideOnAdmission extends DomainError {
  readonly code = 'concerns.chairs-decide-on-admission';
  constructor() {
    super('Only a co-chair without an interest decides whether a concern is admitted. Ask one of them.');
  }
}

export class BothHaveInterest extends DomainError {
  readonly code = 'concerns.both-have-interest';
  constructor() {
    super(
      'The other side declared an interest already, and one chair has to decide. Ask the body that supports the sector for another chair.',
    );
  }
}

export class AccountsAreFixed extends DomainError {
  readonly code = 'concerns.accounts-are-fixed';
  constructor() {
    super('Accounts and documents are taken from the admission of a concern until an outcome is proposed, and that is not so now.');
  }
}

export class ChampionIsThere extends DomainError {
  readonly code = 'concerns.champion-is-there';
  constructor() {
    super('A champion of your side takes part already: one of each side does.');
  }
}

export class ChampionOfNoSide extends DomainError {
  readonly code = 'concerns.champion-of-no-side';
  constructor() {
    super('A champion of the whole borough stands for neither side. Ask a champion of a department or of an organisation.');
  }
}

export class NoOutcomeYet extends DomainError {
  readonly code = 'concerns.no-outcome-yet';
  constructor() {
    super('What was learnt is written once an outcome is agreed.');
  }
}

export class LearningIsOut extends DomainError {
  readonly code = 'concerns.learning-is-out';
  constructor() {
    super('What was learnt is published. Withdraw it first, if it has to be written otherwise.');
  }
}

export class LearningNotHeard extends DomainError {
  readonly code = 'concerns.learning-not-heard';
  constructor() {
    super('It can be published once there is a lesson, and both sides have replied to it or the time to reply is over.');
  }
}

export class NoReplyNow extends DomainError {
  readonly code = 'concerns.no-reply-now';
  constructor(lesson: LessonDays | null) {
    super(
      lesson && !lesson.publishedOn
        ? `Replies were taken until ${dateInWords(lesson.replyUntil)}. Ask the co-chairs if something has to be said still.`
        : 'No lesson waits for replies. Where one is written, those who can reply to it find it here.',
    );
  }
}

export class NothingPublished extends DomainError {
  readonly code = 'concerns.nothing-published';
  constructor() {
    super('Nothing of this concern is published, so there is nothing to withdraw.');
  }
}

export class NamesSomebody extends DomainError {
  readonly code = 'concerns.names-somebody';
  constructor() {
    super('The lesson holds a name that must not be published. Write it without names, and propose it anew.');
  }
}

export class TakesNoneByMail extends DomainError {
  readonly code = 'concerns.none-by-mail';
  constructor() {
    super('No mail can be sent from here, so a concern cannot be raised without an account. Ask the body that supports the sector.');
  }
}
