import { DomainError } from '#errors';

export class EntryIsClosed extends DomainError {
  readonly code = 'brokering.closed';
  constructor() {
    super('This entry is closed, and takes nothing more. Open it again first, and say why.');
  }
}

export class EntryIsOpen extends DomainError {
  readonly code = 'brokering.open';
  constructor() {
    super('This entry is open already. Add a step to it.');
  }
}
