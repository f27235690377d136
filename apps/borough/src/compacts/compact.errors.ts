import { dateInWords } from '#clock';
import { DomainError, listed } from '#errors';
import { type VersionState, VERSION_STATE_WORDS } from './version-states.js';

export class CompactExists extends DomainError {
  readonly code = 'compacts.exists';
  constructor(title: string) {
    super(`The borough has its Compact already: ${title}. Begin a new version of it, or add a code of practice.`, 'kind');
  }
}

export class VersionLabelTaken extends DomainError {
  readonly code = 'compacts.label-taken';
  constructor(label: string) {
    super(`There is a version ${label} of this document already. Give the new one another name.`, 'label');
  }
}

export class TextIsFixed extends DomainError {
  readonly code = 'compacts.text-is-fixed';
  constructor(state: VersionState) {
    super(`This version is ${VERSION_STATE_WORDS[state].inSentence}, so its text stays. Begin a new version to change it.`);
  }
}

export class NoSuchStep extends DomainError {
  readonly code = 'compacts.no-such-step';
  constructor(state: VersionState) {
    super(`This version is ${VERSION_STATE_WORDS[state].inSentence}; that does not come next. Open it to see what does.`);
  }
}

export class ClauseNumberTaken extends DomainError {
  readonly code = 'compacts.clause-number-taken';
  constructor(number: string) {
    super(`There is a clause ${number} in this version already. Number this one otherwise.`, 'number');
  }
}

export class TooManyClauses extends DomainError {
  readonly code = 'compacts.too-many-clauses';
  constructor(most: number) {
    super(`A version can have ${most} clauses. Put some together, or make a code of practice of a part.`);
  }
}

export class TextTooLong extends DomainError {
  readonly code = 'compacts.text-too-long';
  constructor() {
    super('This version is longer than can be told to the network. Shorten it, or make a code of practice of a part.', 'text');
  }
}

export class NotOfEarlierTimes extends DomainError {
  readonly code = 'compacts.not-of-earlier-times';
  constructor(field: string, begunOn: string) {
    super(`The record of this document began on ${dateInWords(begunOn)}. A version of that day or later goes every step.`, field);
  }
}

export class NothingWritten extends DomainError {
  readonly code = 'compacts.nothing-written';
  constructor() {
    super('This version has no clause yet. Write it first.');
  }
}

export class OneSideDrafted extends DomainError {
  readonly code = 'compacts.one-side-drafted';
  constructor(missing: 'council' | 'sector') {
    const who = missing === 'council' ? 'the council side' : 'the voluntary sector';
    super(`Nobody of ${who} has worked on this draft. Both sides write a Compact: ask them to write or change a clause first.`);
  }
}

export class StillOpen extends DomainError {
  readonly code = 'compacts.consultation-open';
  constructor(closesOn: string) {
    super(`The consultation is open until ${dateInWords(closesOn)}. The final draft is made after it.`);
  }
}

export class StillAsked extends DomainError {
  readonly code = 'compacts.still-asked';
  constructor() {
    super('People are asked about this version, or will be. Withdraw the consultation first, so that they know.');
  }
}

export class InForceTogether extends DomainError {
  readonly code = 'compacts.in-force-together';
  constructor(label: string) {
    super(`Version ${label} is in force from that day already, and one version is in force at a time. Choose another day.`, 'inForceFrom');
  }
}

export class NotAdopted extends DomainError {
  readonly code = 'compacts.not-adopted';
  constructor(label: string) {
    super(`Version ${label} stands as adopted no more, so nothing is left to take back. Open it to see how far it is.`);
  }
}

export class SignedMeanwhile extends DomainError {
  readonly code = 'compacts.signed';
  constructor(label: string, signatories: readonly string[]) {
    const names = listed(signatories);
    super(`Version ${label} was signed, as is recorded of ${names}. Correct these signatures first, under Signatories.`);
  }
}

export class MappedMeanwhile extends DomainError {
  readonly code = 'compacts.mapped';
  constructor(label: string, commitmentIds: readonly string[]) {
    const ids = listed(commitmentIds);
    super(`Both chairs agreed how version ${label} stands to ${ids}. End that first, by both, under Commitments.`);
  }
}

export class MissedAtOnce extends DomainError {
  readonly code = 'compacts.check-ins-missed';
  constructor(missed: string) {
    const todo = 'Record first the check-ins that were held, or say under “How the Compact stands” how it does.';
    super(`${missed} So nobody would count as working by the Compact from this moment on. ${todo}`, 'day');
  }
}
