import { DomainError } from '#errors';
import { pounds } from '../pounds.js';

export class ProgrammeAlreadyOpen extends DomainError {
  readonly code = 'programmes.already-open';
  constructor(title: string, department: string) {
    super(`${department} already has the programme ${title}. Use that one, or give the new one another title and code.`, 'title');
  }
}

export class NotOurProgramme extends DomainError {
  readonly code = 'programmes.of-another-funder';
  constructor(title: string) {
    super(`${title} is a programme of another funder. Only the borough's own programmes have a level.`, 'programmeId');
  }
}

export class ProgrammeWithoutDepartment extends DomainError {
  readonly code = 'programmes.without-department';
  constructor(title: string) {
    super(`${title} came from a file that names no department. Open it under its department to give it a level.`, 'programmeId');
  }
}

export class LevelUnchanged extends DomainError {
  readonly code = 'programmes.level-unchanged';
  constructor(financialYear: string, amountPence: number) {
    super(`The level for ${financialYear} is already ${pounds(amountPence)}. Enter the new level.`, 'amountPence');
  }
}

export class AlreadyProtected extends DomainError {
  readonly code = 'programmes.already-protected';
  constructor(financialYear: string) {
    super(`The level for ${financialYear} is already protected by a pledge.`, 'pledge');
  }
}

export class PledgeBelowLastYear extends DomainError {
  readonly code = 'programmes.pledge-below-last-year';
  constructor(financialYear: string, amountPence: number, previousAmountPence: number) {
    super(
      `The level for ${financialYear} is ${pounds(amountPence)}, less than the ${pounds(previousAmountPence)} of the year before, ` +
        'so it is not protected. Change the level first.',
      'pledge',
    );
  }
}
