import { Clock } from '#clock';
import { sql } from '#database';
import { type HeldRole, RoleDirectory } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** Who may do what here is for this borough's own database to say, and for nobody else. */
@Injectable()
export class BoroughRoles extends RoleDirectory {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async rolesOf(issuer: string, subject: string): Promise<readonly HeldRole[]> {
    return sql<HeldRole>(
      this.em.fork(),
      `select role, department_key as "departmentKey", name from role_assignments
       where issuer = $1 and subject = $2 and held_from <= $3 and (held_until is null or held_until > $3) order by id`,
      [issuer, subject, this.clock.now().toISOString()],
    );
  }
}
