import { type Reach, type Role, ROLE_DEFINITIONS, CO_CHAIRS, otherSide, sideOf } from '#identity';
import type { RoleAssignment, RoleToGive } from './role-assignment.entity.js';
import { AdministratorWithLastDay, BothSides, LastAdministrator, LastCoChair, NeedsBothCoChairs, RoleNotForThis } from './role.errors.js';

/** By whose word a role is given or ended: by one person who may, or by both co-chairs. */
export type Word = 'one' | 'both-co-chairs';

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

  /** What is held, or will be, by the person and for the reach that is wanted. */
  find(wanted: Omit<RoleToGive, 'name'>): RoleAssignment | undefined {
    return this.assignments.find((assignment) => !assignment.isOver(this.now) && assignment.isOf(wanted));
  }

  refuseGiving({ role, heldFor, issuer, subject, until }: RoleToGive, word: Word): void {
    const { title, reaches }: { title: string; reaches: readonly Reach[] } = ROLE_DEFINITIONS[role];
    if (!reaches.includes(heldFor?.kind ?? 'borough')) {
      throw new RoleNotForThis(title, reaches.map((reach) => REACH_WORDS[reach]).join(' or '));
    }
    if (role === 'administrator' && until !== undefined) throw new AdministratorWithLastDay();
    const side = sideOf(role);
    if (!side) return;
    const chairsOther = this.holders(CO_CHAIRS[otherSide(side)]).some((other) => other.issuer === issuer && other.subject === subject);
    if (chairsOther) throw new BothSides();
    if (word === 'one' && this.isJointlyChaired) throw new NeedsBothCoChairs();
  }

  refuseEnding(assignment: RoleAssignment, word: Word): void {
    const { role } = assignment;
    if (role === 'administrator' && this.staying(assignment).length === 0) throw new LastAdministrator();
    const side = sideOf(role);
    if (!side) return;
    if (word === 'one' && this.isJointlyChaired) throw new NeedsBothCoChairs();
    if (this.isJointlyChaired && this.staying(assignment).length === 0) throw new LastCoChair(side);
  }

  /** Who else holds the same role now, and without a last day. */
  private staying({ id, role }: RoleAssignment): readonly RoleAssignment[] {
    return this.holders(role).filter((other) => other.id !== id && other.heldUntil == null);
  }

  private holders(role: Role): readonly RoleAssignment[] {
    return this.assignments.filter((assignment) => assignment.role === role && assignment.isHeld(this.now));
  }
}
