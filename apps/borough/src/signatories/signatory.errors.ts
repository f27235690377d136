import { SIGNATORY_STATE_WORDS, type SignatoryState } from '#commitments';
import { DomainError } from '#errors';

export class NoSuchStep extends DomainError {
  readonly code = 'signatories.no-such-step';
  constructor(state: SignatoryState) {
    super(`This body stands as “${SIGNATORY_STATE_WORDS[state].text}”; that does not come next. Open its page to see what does.`);
  }
}

export class SignatoryExists extends DomainError {
  readonly code = 'signatories.exists';
  constructor(name: string) {
    super(`${name} is among the signatories already. Open its page there. After it has left, it can be recorded anew.`, 'name');
  }
}

export class NotNewer extends DomainError {
  readonly code = 'signatories.not-newer';
  constructor(signed: string) {
    super(`It signed version ${signed}, and signs a newer one to re-affirm. If that was recorded wrongly, correct it.`, 'versionId');
  }
}

export class MissingSuccessor extends DomainError {
  readonly code = 'signatories.successor-missing';
  constructor() {
    super('Name the body that took its place. Where there is none, say that it was dissolved.', 'successor');
  }
}
