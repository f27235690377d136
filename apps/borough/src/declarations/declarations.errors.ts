import { DomainError } from '#errors';

export class HoldOver extends DomainError {
  readonly code = 'declarations.hold-over';
  constructor() {
    super('This hold is over, or was ended already. Nothing is left to end.');
  }
}
