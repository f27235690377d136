import { DomainError } from '#errors';

export class MappingOver extends DomainError {
  readonly code = 'mappings.over';
  constructor() {
    super('This mapping was ended already. Nothing is left to end.');
  }
}
