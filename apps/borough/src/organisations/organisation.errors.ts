import { DomainError } from '#errors';

export class IdentifierTaken extends DomainError {
  readonly code = 'organisations.identifier-taken';
  constructor(identifier: string, name: string) {
    super(`${identifier} already belongs to ${name}. Open that organisation instead of registering it again.`, 'identifiers');
  }
}

export class IdentifierKnown extends DomainError {
  readonly code = 'organisations.identifier-known';
  constructor(identifier: string) {
    super(`${identifier} is already recorded for this organisation.`, 'identifier');
  }
}

export class IdentifierUnknown extends DomainError {
  readonly code = 'organisations.identifier-unknown';
  constructor(identifier: string) {
    super(`${identifier} is not recorded for this organisation. Somebody may have removed it already.`, 'identifier');
  }
}

export class OnlyIdentifier extends DomainError {
  readonly code = 'organisations.only-identifier';
  constructor(identifier: string) {
    super(`${identifier} is the only identifier of this organisation. Add the right one first, then remove this one.`, 'identifier');
  }
}

export class TooManyIdentifiers extends DomainError {
  readonly code = 'organisations.too-many-identifiers';
  constructor(most: number) {
    super(`An organisation can have up to ${most} identifiers. Check whether these are really one organisation.`, 'identifier');
  }
}

export class NameInUse extends DomainError {
  readonly code = 'organisations.name-in-use';
  constructor(name: string) {
    super(`The organisation already goes by the name ${name}.`, 'name');
  }
}

export class AliasKnown extends DomainError {
  readonly code = 'organisations.alias-known';
  constructor(alias: string) {
    super(`${alias} is already a name of this organisation.`, 'alias');
  }
}

export class TooManyAliases extends DomainError {
  readonly code = 'organisations.too-many-aliases';
  constructor(most: number) {
    super(`An organisation can have up to ${most} other names.`, 'alias');
  }
}
