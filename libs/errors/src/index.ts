export * from './in-log.js';
export * from './listed.js';

/** One thing that is wrong with what was typed or sent: the field, and a sentence that says what to do. */
export interface InputError {
  readonly field: string;
  readonly message: string;
}

/** A rule of the field was broken. The message is a sentence for the person who acted; `field` is the input it belongs to. */
export abstract class DomainError extends Error {
  /** The broken rule, such as `grants.above-offer`. It never changes. */
  abstract readonly code: string;

  constructor(
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

/** What was asked for is not there, or not for this person: nobody outside can tell which. */
export class NotFound extends DomainError {
  readonly code = 'not-found';
}

/** What was typed or sent cannot be taken as it stands. Each error names its field. */
export class InvalidInput extends DomainError {
  readonly code = 'invalid-input';

  constructor(readonly errors: readonly [InputError, ...InputError[]]) {
    super(errors[0].message, errors[0].field);
  }
}
