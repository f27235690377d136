import { DomainError } from '#errors';

export class RoundUnderWay extends DomainError {
  readonly code = 'marks.round-under-way';
  constructor() {
    super('A round is under way. Go on with that one; the next can begin when it is published or withdrawn.');
  }
}

export class MarksNotTaken extends DomainError {
  readonly code = 'marks.not-taken';
  constructor() {
    super('This round takes no marks any more: it was opened or withdrawn. Open it to see how it stands.');
  }
}

export class MarksAreDone extends DomainError {
  readonly code = 'marks.done';
  constructor() {
    super('Your side said that it is done, so its marks stay as they are. They open when the other side is done, too.');
  }
}

export class NothingMarked extends DomainError {
  readonly code = 'marks.nothing-marked';
  constructor() {
    super('Your side marked nothing yet. Mark at least one commitment before you say that you are done.');
  }
}

export class RoundTakesNoReply extends DomainError {
  readonly code = 'marks.reply-not-asked';
  constructor() {
    super('No reply to this round is asked for now: it is not open yet, its time to reply is over, or it is published.');
  }
}

export class RepliedToRound extends DomainError {
  readonly code = 'marks.replied-already';
  constructor() {
    super('Your side replied to this round already. The reply stands; what it says can be read below.');
  }
}

export class OnlyItsBeginner extends DomainError {
  readonly code = 'marks.only-its-beginner';
  constructor() {
    super('The other side began this round, and only that side can withdraw it. Ask its chair.');
  }
}
