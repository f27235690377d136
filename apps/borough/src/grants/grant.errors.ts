import { dateInWords } from '#clock';
import { DomainError } from '#errors';
import { pounds } from '../pounds.js';

export class GrantIdentifierTaken extends DomainError {
  readonly code = 'grants.identifier-taken';
  constructor(identifier: string) {
    super(
      `There is already a grant with the identifier ${identifier}. Correct that grant, or give this award an identifier of its own.`,
      'identifier',
    );
  }
}

export class GrantIsWithdrawn extends DomainError {
  readonly code = 'grants.withdrawn';
  constructor(withdrawnOn: string) {
    super(
      `This grant was withdrawn on ${dateInWords(withdrawnOn)}, so nothing more can be recorded for it. ` +
        'Enter the award anew if it stands after all.',
    );
  }
}

export class GrantHasEnded extends DomainError {
  readonly code = 'grants.ended';
  constructor(endedFrom: string) {
    super(`This grant ends early, with no support from ${dateInWords(endedFrom)}. Withdraw that ending first if the grant goes on.`);
  }
}

export class VariationNotPublic extends DomainError {
  readonly code = 'grants.variation-not-public';
  constructor() {
    super(
      'A cut or an ending of this grant is recorded that is not public yet. Make it public or withdraw it before recording another change.',
    );
  }
}

export class NoIncrease extends DomainError {
  readonly code = 'grants.not-an-increase';
  constructor(amountPence: number) {
    super(`The grant is ${pounds(amountPence)} now. Enter a larger sum for the whole grant.`, 'amountPence');
  }
}

export class NoReduction extends DomainError {
  readonly code = 'grants.not-a-reduction';
  constructor(amountPence: number) {
    super(`The grant is ${pounds(amountPence)} now. Enter a smaller sum for the whole grant.`, 'amountPence');
  }
}

export class EndingAboveGrant extends DomainError {
  readonly code = 'grants.ending-above-grant';
  constructor(amountPence: number) {
    super(`The grant is ${pounds(amountPence)} now. What is given in all cannot be more.`, 'amountPence');
  }
}

export class BelowPastYears extends DomainError {
  readonly code = 'grants.below-past-years';
  constructor(pastPence: number, effectiveOn: string) {
    super(
      `The years before ${dateInWords(effectiveOn)} already pay ${pounds(pastPence)}. The whole grant cannot be less than that.`,
      'amountPence',
    );
  }
}

export class PastYearChanged extends DomainError {
  readonly code = 'grants.past-year-changed';
  constructor(financialYear: string, amountPence: number) {
    super(
      `${financialYear} is over before the change takes effect and pays ${pounds(amountPence)}. ` +
        'Leave it as it is, or correct the grant if the record was wrong.',
      'years',
    );
  }
}

export class TooManyVariations extends DomainError {
  readonly code = 'grants.too-many-variations';
  constructor(most: number) {
    super(`A grant can have up to ${most} changes. Award a new grant instead.`);
  }
}

export class VariationAlreadyPublic extends DomainError {
  readonly code = 'grants.variation-already-public';
  constructor() {
    super('This change is public already.');
  }
}

export class VariationIsWithdrawn extends DomainError {
  readonly code = 'grants.variation-withdrawn';
  constructor(withdrawnOn: string) {
    super(`This change was withdrawn on ${dateInWords(withdrawnOn)}.`);
  }
}

export class NotTheLatestVariation extends DomainError {
  readonly code = 'grants.not-the-latest-variation';
  constructor() {
    super('The sum was changed again after this. Withdraw the later change first.');
  }
}

export class SumWasVaried extends DomainError {
  readonly code = 'grants.sum-was-varied';
  constructor() {
    super(
      'The sum or its years cannot be corrected once the grant was increased, reduced or ended, because those changes start from it. ' +
        'Withdraw the changes first, the latest first, then correct the award and record them again.',
      'amountAwardedPence',
    );
  }
}

export class NothingCorrected extends DomainError {
  readonly code = 'grants.nothing-corrected';
  constructor() {
    super('Nothing is different from what is recorded. Change what was wrong.');
  }
}

export class ImportOvertaken extends DomainError {
  readonly code = 'grants.import-overtaken';
  constructor() {
    super('Someone else recorded a grant or an organisation of this file at the same moment. Nothing was taken: load the file again.');
  }
}
