import { DomainError } from '#errors';

export class TopicClosed extends DomainError {
  readonly code = 'discussion.closed';
  constructor() {
    super('This topic is closed, and takes nothing more. Copy what you wrote, and open a new topic for it.');
  }
}

export class TopicFull extends DomainError {
  readonly code = 'discussion.full';
  constructor() {
    super('This topic holds as many posts as a page can show. Copy what you wrote, and open a new topic to go on.');
  }
}

export class NotYourPost extends DomainError {
  readonly code = 'discussion.not-yours';
  constructor() {
    super('Somebody else wrote this. A chair can take it back, with a reason.');
  }
}

export class TooLateToChange extends DomainError {
  readonly code = 'discussion.too-late';
  constructor() {
    super('What was posted more than an hour ago stays as it is. Post what you want to say beside it, or ask a chair to take it back.');
  }
}

export class PostTakenBack extends DomainError {
  readonly code = 'discussion.taken-back';
  constructor() {
    super('This post was taken back, so there is nothing left to change.');
  }
}

export class ChangedMeanwhile extends DomainError {
  readonly code = 'discussion.changed-meanwhile';
  constructor() {
    super('You changed this post in another window meanwhile. What you typed here is kept below: open the post anew and compare.');
  }
}
