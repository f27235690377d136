import { dateInWords } from '#clock';
import { DomainError } from '#errors';

/** Without an administrator nobody could give a role any more. */
export class LastAdministrator extends DomainError {
  readonly code = 'roles.last-administrator';

  constructor() {
    super('This is the only administrator without a last day. Give the role to somebody else first, then end this one.');
  }
}

/** The right to give roles must not run out on a day that nobody thinks of. */
export class AdministratorWithLastDay extends DomainError {
  readonly code = 'roles.administrator-with-last-day';

  constructor() {
    super(
      'An administrator has no last day, so that the borough is never without one. Leave it empty; another administrator can end the role.',
      'until',
    );
  }
}

/** Who chairs the group is for both of its sides to say. */
export class NeedsBothCoChairs extends DomainError {
  readonly code = 'roles.needs-both-co-chairs';

  constructor() {
    super(
      'The Compact Implementation Group has a co-chair on each side, so who chairs it is for both sides to say. ' +
        'One co-chair proposes it under Co-chairs, and one of the other side confirms it.',
      'role',
    );
  }
}

/** Under another name, whoever turns the second key next would take them for somebody else. */
export class CoChairsName extends DomainError {
  readonly code = 'roles.co-chairs-name';

  constructor(name: string) {
    super(
      `This person chairs the Compact Implementation Group as ${name}, by the word of both sides. ` +
        'Leave the name as it is, or let a co-chair propose the person under the new name, under Co-chairs.',
      'name',
    );
  }
}

/** The group is chaired by both sides, always. */
export class LastCoChair extends DomainError {
  readonly code = 'roles.last-co-chair';

  constructor(side: string) {
    super(`This is the only co-chair of the ${side} side. Agree on a successor first: there must be one at least on each side.`);
  }
}

/** Nobody agrees with themselves. */
export class BothSides extends DomainError {
  readonly code = 'roles.both-sides';

  constructor() {
    super('This person chairs for the other side already. Nobody can speak for both sides of the Compact.', 'role');
  }
}

export class RoleNotForThis extends DomainError {
  readonly code = 'roles.not-for-this';

  constructor(title: string, reaches: string) {
    super(`${title} is a role for ${reaches}. Choose one.`, 'heldFor');
  }
}

export class RoleIsOver extends DomainError {
  readonly code = 'roles.over';

  constructor() {
    super('This role has ended already. Nothing was changed.');
  }
}

/** The administrator begins what both sides carry on, and no more. */
export class FirstCoChairWithDays extends DomainError {
  readonly code = 'roles.first-co-chair-with-days';

  constructor(title: string) {
    super(
      `${title} begins today and without a last day when it is given by one person. ` +
        'Leave the days empty: both sides can agree on a last day later.',
      'until',
    );
  }
}

/** Two answers to the question since when. */
export class HeldOnOtherDays extends DomainError {
  readonly code = 'roles.held-on-other-days';

  constructor(firstDay: string) {
    super(
      `The person holds this role from ${dateInWords(firstDay)}, as it stands. End that one first, or leave the first day as it is.`,
      'from',
    );
  }
}

export class UnknownIssuer extends DomainError {
  readonly code = 'roles.unknown-issuer';

  constructor(known: readonly string[]) {
    super(`Nobody can sign in here at that address. People of this borough sign in at ${known.join(' or ')}.`, 'issuer');
  }
}
