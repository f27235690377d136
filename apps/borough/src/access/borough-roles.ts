import { Clock } from '#clock';
import { type HeldRole, RoleDirectory } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { RoleAssignment } from './role-assignment.entity.js';

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
    const now = this.clock.now();
    const held = { issuer, subject, heldFrom: { $lte: now }, $or: [{ heldUntil: null }, { heldUntil: { $gt: now } }] };
    const assignments = await this.em.fork().find(RoleAssignment, held, { orderBy: { id: 'asc' } });
    return assignments.map(({ role, departmentKey, name }) => ({ role, departmentKey: departmentKey ?? null, name }));
  }
}
