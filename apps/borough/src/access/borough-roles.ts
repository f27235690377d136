import { Clock } from '#clock';
import { sql } from '#database';
import { type HeldRole, RoleDirectory } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';

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
    return sql<HeldRole>(
      this.em.fork(),
      `select r.role, r.department_key as "departmentKey", d.name as "departmentName", r.name
       from role_assignments r left join departments d on d.funder_identifier = $4 and d.key = r.department_key
       where r.issuer = $1 and r.subject = $2 and r.held_from <= $3 and (r.held_until is null or r.held_until > $3) order by r.id`,
      [issuer, subject, this.clock.now().toISOString(), this.borough.body.identifier],
    );
  }
}
