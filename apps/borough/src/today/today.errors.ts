import { DomainError } from '#errors';

export class NothingToRemindOf extends DomainError {
  readonly code = 'today.nothing-to-remind-of';
  constructor() {
    super('This does not wait for your co-chair any more, so nobody was reminded. What waits now is listed here.');
  }
}

export class RemindedToday extends DomainError {
  readonly code = 'today.reminded-today';
  constructor() {
    super('Your co-chair was reminded of this today already. You can remind again tomorrow.');
  }
}
