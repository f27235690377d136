import { type Role, ROLES, roleKey } from '#identity';
import { defineEntity, p } from '@mikro-orm/core';

const RoleAssignmentSchema = defineEntity({
  name: 'RoleAssignment',
  tableName: 'role_assignments',
  properties: {
    id: p.uuid().primary(),
    /** A subject means nothing without the issuer that names it. */
    issuer: p.text(),
    subject: p.text(),
    /** How the borough writes the person's name. */
    name: p.text(),
    role: p.enum(ROLES),
    /** Null is the whole borough. */
    departmentKey: p.text().nullable(),
    heldFrom: p.datetime(),
    /** Null while it is held. */
    heldUntil: p.datetime().nullable(),
    givenBy: p.text(),
    version: p.integer().version(),
  },
});

/** What the borough decides when it gives a role. */
export interface RoleToGive {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
  readonly departmentKey: string | null;
}

/** That a person holds a role in this borough, from when until when. It ends, and is never deleted. */
export class RoleAssignment extends RoleAssignmentSchema.class {
  static give(id: string, { issuer, subject, name, role, departmentKey }: RoleToGive, givenBy: string, now: Date): RoleAssignment {
    const assignment = new RoleAssignment();
    assignment.id = id;
    assignment.issuer = issuer;
    assignment.subject = subject;
    assignment.name = name;
    assignment.role = role;
    assignment.departmentKey = departmentKey;
    assignment.heldFrom = now;
    assignment.heldUntil = null;
    assignment.givenBy = givenBy;
    return assignment;
  }

  rename(name: string): void {
    this.name = name;
  }

  end(now: Date): void {
    this.heldUntil = now;
  }

  /** How forms and the log name it: `funding-officer:housing`. */
  get key(): string {
    return roleKey({ role: this.role, departmentKey: this.departmentKey ?? null });
  }
}
RoleAssignmentSchema.setClass(RoleAssignment);
