import { CO_CHAIRS, otherSide, type Reach, type Role, ROLE_DEFINITIONS, type Side, sideOf } from '#identity';
import type { RoleAssignment, RoleToGive } from './role-assignment.entity.js';
import {
  AdministratorWithLastDay,
  BothSides,
  CoChairsName,
  FirstCoChairWithDays,
  LastAdministrator,
  LastCoChair,
  NeedsBothCoChairs,
  RoleNotForThis,
} from './role.errors.js';

/**
 * By whose word a role is given or ended: by one person who may, by both co-chairs, or by the operator at the machine, who mends what
 * nobody else can: a chair whose only holder is gone, or was never there.
 */
export type Word = 'one' | 'both-co-chairs' | 'operator';

const REACH_WORDS: Record<Reach, string> = {
  borough: 'the whole borough',
  department: 'a department',
  body: 'a body',
  organisation: 'an organisation',
};

/** The roles of a borough as they stand, for deciding on one more or one less. */
export class RolesHeld {
  constructor(
    private readonly assignments: readonly RoleAssignment[],
    private readonly now: Date,
  ) {}

  /** True once each side has a co-chair: from then on, who chairs is for both to say. */
  get isJointlyChaired(): boolean {
    return this.holders(CO_CHAIRS.council).length > 0 && this.holders(CO_CHAIRS.sector).length > 0;
  }

  /** What the person holds for that reach, now or later, on any day of those that are wanted. */
  find(wanted: Omit<RoleToGive, 'name'>): RoleAssignment | undefined {
    const { from, until } = wanted;
    const meets = (assignment: RoleAssignment): boolean =>
      (from === undefined || assignment.lastDay === null || assignment.lastDay >= from) &&
      (until === undefined || assignment.firstDay <= until);
    return this.assignments.find((assignment) => !assignment.isOver(this.now) && assignment.isOf(wanted) && meets(assignment));
  }

  refuseGiving(wanted: RoleToGive, word: Word): void {
    const { role, heldFor, until } = wanted;
    const { title, reaches }: { title: string; reaches: readonly Reach[] } = ROLE_DEFINITIONS[role];
    if (!reaches.includes(heldFor?.kind ?? 'borough')) {
      throw new RoleNotForThis(title, reaches.map((reach) => REACH_WORDS[reach]).join(' or '));
    }
    if (role === 'administrator' && until !== undefined) throw new AdministratorWithLastDay();
    const side = sideOf(role);
    if (side) this.refuseCoChair(wanted, side, word);
  }

  refuseRenaming(assignment: RoleAssignment, name: string, word: Word): void {
    const { role, name: known } = assignment;
    if (known !== name && word === 'one' && sideOf(role) && this.isJointlyChaired) throw new CoChairsName(known);
  }

  /** A last day that is set on a chair that is held ends it as much as ending does. */
  refuseLimiting(assignment: RoleAssignment, until: string | undefined): void {
    const side = sideOf(assignment.role);
    if (side && until !== undefined && this.staying(assignment).length === 0) throw new LastCoChair(side);
  }

  refuseEnding(assignment: RoleAssignment, word: Word): void {
    const { role } = assignment;
    if (role === 'administrator' && this.staying(assignment).length === 0) throw new LastAdministrator();
    const side = sideOf(role);
    if (!side || word === 'operator') return;
    if (word === 'one' && this.isJointlyChaired) throw new NeedsBothCoChairs();
    if (this.isJointlyChaired && this.staying(assignment).length === 0) throw new LastCoChair(side);
  }

  private refuseCoChair({ role, issuer, subject, from, until }: RoleToGive, side: Side, word: Word): void {
    const isThem = (other: RoleAssignment): boolean => other.issuer === issuer && other.subject === subject;
    const chairsOther = this.assignments.some(
      (other) => other.role === CO_CHAIRS[otherSide(side)] && !other.isOver(this.now) && isThem(other),
    );
    if (chairsOther) throw new BothSides();
    if (word !== 'one') return;
    if (this.isJointlyChaired) throw new NeedsBothCoChairs();
    // Who gives the first chair of a side does not choose when it falls empty again, and lays up none for later.
    if (from !== undefined || until !== undefined) throw new FirstCoChairWithDays(ROLE_DEFINITIONS[role].title);
  }

  /** Who else holds the same role now, and without a last day. */
  private staying({ id, role }: RoleAssignment): readonly RoleAssignment[] {
    return this.holders(role).filter((other) => other.id !== id && other.heldUntil == null);
  }

  private holders(role: Role): readonly RoleAssignment[] {
    return this.assignments.filter((assignment) => assignment.role === role && assignment.isHeld(this.now));
  }
}
