import { furtherOf, type Label } from '#visibility';
import { mayIn, type Permission, PERMISSIONS, rolesWith, seesWith } from './permissions.js';
import { type HeldFor, type Role, type RoleAndReach, ROLES } from './roles.js';

/** A role that a person holds now. */
export interface HeldRole extends RoleAndReach {
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
  /** The permissions that the token is narrowed to: whatever the roles allow, nothing else. Without it, all that they allow. */
  readonly scope?: readonly string[] | undefined;
}

export interface ActorDetails extends RoleAndReach {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** The permissions that their token is narrowed to; without it, all that the role has. */
  readonly scope?: readonly string[] | undefined;
}

/** Who acts, in which one of their roles. It is what history keeps. */
export class Actor implements ActorDetails {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
  readonly heldFor: HeldFor | null;
  readonly borough?: RoleAndReach['borough'];
  readonly scope?: readonly string[] | undefined;

  constructor({ issuer, subject, name, role, heldFor, borough, scope }: ActorDetails) {
    this.issuer = issuer;
    this.subject = subject;
    this.name = name;
    this.role = role;
    this.heldFor = heldFor;
    if (borough) this.borough = borough;
    if (scope) this.scope = scope;
  }

  /** True where the role reaches everything of its kind in the borough, records of no department too. */
  get reachesAll(): boolean {
    return this.heldFor === null;
  }

  /** The one department that the role is for; null where it is for something else, or for all. */
  get departmentKey(): string | null {
    return this.heldFor?.kind === 'department' ? this.heldFor.key : null;
  }

  /** True where the role has the permission, and the token is not narrowed to others. How far it reaches is another question. */
  has(permission: Permission): boolean {
    return mayIn(this.role, permission) && this.scope?.includes(permission) !== false;
  }

  /** How far they see: the widest of what they hold. Which records their role reaches is asked of each. */
  get clearance(): Label {
    const held = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => this.has(permission));
    return held.map(seesWith).reduce<Label>(furtherOf, 'public');
  }

  /** True where the role has the permission and reaches the records of a department. Those of no department need the whole borough. */
  may(permission: Permission, departmentKey: string | null): boolean {
    return this.has(permission) && (this.reachesAll || (departmentKey !== null && this.departmentKey === departmentKey));
  }
}

/** The roles of a person that have a permission, the widest first; all of them where none is named. */
export function fitting(person: Person, permission?: Permission): HeldRole[] {
  const rank = (held: HeldRole): number => ROLES.indexOf(held.role) * 2 + (held.heldFor === null ? 0 : 1);
  const roles: readonly Role[] = permission === undefined ? ROLES : rolesWith(permission);
  return person.roles.filter(({ role }) => roles.includes(role)).sort((one, other) => rank(one) - rank(other));
}

/** A person at work in one of their roles. */
export function actingAs({ issuer, subject, scope }: Person, { name, role, heldFor, borough }: HeldRole): Actor {
  return new Actor({ issuer, subject, scope, name, role, heldFor, ...(borough && { borough }) });
}

/** A person in each of the roles they hold that has a permission, the widest first; nobody for a stranger. */
export function actorsWith(person: Person | null, permission: Permission): Actor[] {
  return person ? fitting(person, permission).map((held) => actingAs(person, held)) : [];
}
