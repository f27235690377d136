import { DomainError } from '#errors';

/** Who acts here has to be known. */
export class StillHoldsRole extends DomainError {
  readonly code = 'people.still-holds-role';

  constructor(roles: readonly string[]) {
    super(`This person holds a role here, or will: ${roles.join(', ')}. An administrator ends it first; then they can be erased.`);
  }
}

/** What is erased from it could not be confirmed any more. */
export class ProposalIsOpen extends DomainError {
  readonly code = 'people.proposal-open';

  constructor() {
    super('There is an open proposal about this person. The co-chairs answer or withdraw it first; then they can be erased.');
  }
}

/** Nothing is left to find them by. */
export class ErasedAlready extends DomainError {
  readonly code = 'people.erased-already';

  constructor() {
    super('This person has been erased already. Nothing was changed.');
  }
}
