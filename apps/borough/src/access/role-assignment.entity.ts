import { addDays, civilDateIn, lastDayBefore, startOf } from '#clock';
import { type HeldFor, type RoleAndReach, ROLES, roleKey } from '#identity';
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
    /** Null, with the key, is the whole borough. */
    heldForKind: p.enum(['department', 'body', 'organisation'] as const).nullable(),
    heldFor: p.text().nullable(),
    heldFrom: p.datetime(),
    /** The first instant at which it is not held any more; null while no end is known. */
    heldUntil: p.datetime().nullable(),
    givenAt: p.datetime(),
    givenBy: p.text(),
    endedBy: p.text().nullable(),
    version: p.integer().version(),
  },
});

/** What the borough decides when it gives a role. */
export interface RoleToGive extends RoleAndReach {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** The first day; today where none is said. */
  readonly from?: string | undefined;
  /** The last day; none where it goes on until somebody ends it. */
  readonly until?: string | undefined;
}

/** Who acted, as the assignment remembers it. */
interface By {
  readonly subject: string;
}

/** That a person holds a role in this borough, from when until when. It ends, and is never deleted. */
export class RoleAssignment extends RoleAssignmentSchema.class {
  static give(id: string, { issuer, subject, name, role, heldFor, from, until }: RoleToGive, by: By, now: Date): RoleAssignment {
    const begins = from === undefined || from <= civilDateIn(now) ? now : startOf(from);
    return Object.assign(new RoleAssignment(), {
      id,
      issuer,
      subject,
      name,
      role,
      heldForKind: heldFor?.kind ?? null,
      heldFor: heldFor?.key ?? null,
      heldFrom: begins,
      heldUntil: until === undefined ? null : startOf(addDays(until, 1)),
      givenAt: now,
      givenBy: by.subject,
      endedBy: null,
    });
  }

  rename(name: string): void {
    this.name = name;
  }

  /** It is held until the end of this day, or without an end. */
  limit(until: string | undefined): void {
    this.heldUntil = until === undefined ? null : startOf(addDays(until, 1));
  }

  /** It is not held from this instant on; one that was to begin later never begins. */
  end(by: By, now: Date): void {
    if (this.heldFrom > now) this.heldFrom = now;
    this.heldUntil = now;
    this.endedBy = by.subject;
  }

  isOver(now: Date): boolean {
    return this.heldUntil != null && this.heldUntil <= now;
  }

  isHeld(now: Date): boolean {
    return this.heldFrom <= now && !this.isOver(now);
  }

  get firstDay(): string {
    return civilDateIn(this.heldFrom);
  }

  get lastDay(): string | null {
    return this.heldUntil == null ? null : lastDayBefore(this.heldUntil);
  }

  get reach(): RoleAndReach {
    const heldFor: HeldFor | null = this.heldForKind && this.heldFor ? { kind: this.heldForKind, key: this.heldFor } : null;
    return { role: this.role, heldFor };
  }

  /** How forms and the log name it: `funding-officer:housing`. */
  get key(): string {
    return roleKey(this.reach);
  }

  isOf({ issuer, subject, role, heldFor }: Omit<RoleToGive, 'name'>): boolean {
    return this.issuer === issuer && this.subject === subject && this.key === roleKey({ role, heldFor });
  }
}
RoleAssignmentSchema.setClass(RoleAssignment);
