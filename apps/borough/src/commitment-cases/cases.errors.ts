import { DomainError } from '#errors';

/** Nobody is asked, or the time to reply is over. */
export class ReplyNotAsked extends DomainError {
  readonly code = 'results.reply-not-asked';

  constructor() {
    super('No reply to this result is asked for now: its time is over, it was published, or it is as promised.');
  }
}

export class RepliedAlready extends DomainError {
  readonly code = 'results.replied-already';

  constructor() {
    super('Your side replied to this result already. The reply stands; what it says can be read below.');
  }
}
