import { Clock } from '#clock';
import { sql } from '#database';
import { type HeldFor, type HeldRole, isRole, RoleDirectory } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';

interface Row {
  readonly role: string;
  readonly kind: HeldFor['kind'] | null;
  readonly key: string | null;
  readonly heldForName: string | null;
  readonly name: string;
}

/** What a department or organisation that a role is for is called, in SQL; `$1` is the borough's own body. */
export const HELD_FOR_NAME = `
  coalesce(
    (select d.name from departments d where r.held_for_kind = 'department' and d.funder_identifier = $1 and d.key = r.held_for),
    (select o.name from organisations o where r.held_for_kind = 'organisation' and o.id::text = r.held_for))`;

/** Who may do what here is for this borough's own database to say, and for nobody else. */
@Injectable()
export class BoroughRoles extends RoleDirectory {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly borough: Borough,
  ) {
    super();
  }

  override async rolesOf(issuer: string, subject: string): Promise<readonly HeldRole[]> {
    const rows = await sql<Row>(
      this.em.fork(),
      `select r.role, r.held_for_kind as kind, r.held_for as key, r.name, ${HELD_FOR_NAME} as "heldForName"
       from role_assignments r
       where r.issuer = $2 and r.subject = $3 and r.held_from <= $4 and (r.held_until is null or r.held_until > $4) order by r.id`,
      [this.borough.body.identifier, issuer, subject, this.clock.now().toISOString()],
    );
    return rows.flatMap(({ role, kind, key, heldForName, name }) => {
      const called = heldForName ?? this.borough.bodies.find((body) => kind === 'body' && body.key === key)?.name ?? null;
      const heldFor = kind && key ? { kind, key, name: called } : null;
      return isRole(role) ? [{ role, heldFor, name }] : [];
    });
  }
}
