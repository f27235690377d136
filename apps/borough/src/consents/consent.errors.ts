import { DomainError } from '#errors';

/** Nobody agrees to words that they did not read. */
export class OtherTextByNow extends DomainError {
  readonly code = 'consents.other-text-by-now';

  constructor() {
    super(
      'The words of this consent have changed since you read them, so nothing was recorded. Read them again, and agree if you still wish.',
    );
  }
}
