/** What a person may be given in a borough, widest powers first. */
export const ROLES = ['funding-officer', 'reader', 'data-protection-officer'] as const;

export type Role = (typeof ROLES)[number];

export function isRole(name: unknown): name is Role {
  return ROLES.some((role) => role === name);
}

/** A role that a person holds now. */
export interface HeldRole {
  readonly role: Role;
  /** The one department it is for; null is the whole borough. */
  readonly departmentKey: string | null;
  /** What the borough calls the department; without it, the key stands for it. */
  readonly departmentName?: string | null;
  /** The person's name as the borough wrote it down when it gave the role. */
  readonly name: string;
}

/** Who signed in, and the roles this service's own database gives them at this moment. */
export interface Person {
  /** The issuer of the sign-in; a subject means nothing without it. */
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly HeldRole[];
}

export interface ActorDetails {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** `administrator` is the operator at the machine, who acts by commands; no sign-in gives it. */
  readonly role: Role | 'administrator';
  readonly departmentKey: string | null;
}

/** Who acts, in which one of their roles. It is what history keeps. */
export class Actor implements ActorDetails {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly role: Role | 'administrator';
  readonly departmentKey: string | null;

  constructor({ issuer, subject, name, role, departmentKey }: ActorDetails) {
    this.issuer = issuer;
    this.subject = subject;
    this.name = name;
    this.role = role;
    this.departmentKey = departmentKey;
  }

  /** True where the role reaches the records of a department. Records of no department need a role for the whole borough. */
  mayFund(departmentKey: string | null): boolean {
    if (this.role !== 'funding-officer') return false;
    return this.departmentKey === null || this.departmentKey === departmentKey;
  }
}

/** How a form or a header names a role: `funding-officer` for the whole borough, `funding-officer:housing` for one department. */
export function roleKey({ role, departmentKey }: Pick<HeldRole, 'role' | 'departmentKey'>): string {
  return departmentKey === null ? role : `${role}:${departmentKey}`;
}

/** A role as a person reads it: "Funding officer for Housing". */
export function roleInWords({ role, departmentKey, departmentName }: Omit<HeldRole, 'name'>): string {
  const title = { 'funding-officer': 'Funding officer', reader: 'Reader', 'data-protection-officer': 'Data protection officer' }[role];
  return `${title} for ${departmentName ?? departmentKey ?? 'the whole borough'}`;
}

/** The roles of a person that are among those asked for, the widest first. */
export function fitting(person: Person, roles: readonly Role[]): HeldRole[] {
  const rank = (held: HeldRole): number => ROLES.indexOf(held.role) * 2 + (held.departmentKey === null ? 0 : 1);
  return person.roles.filter(({ role }) => roles.includes(role)).sort((one, other) => rank(one) - rank(other));
}

/** A person at work in one of their roles. */
export function actingAs(person: Person, { name, role, departmentKey }: HeldRole): Actor {
  return new Actor({ issuer: person.issuer, subject: person.subject, name, role, departmentKey });
}
