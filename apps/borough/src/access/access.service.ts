import { Clock, Ids } from '#clock';
import { sql } from '#database';
import { InvalidInput } from '#errors';
import type { Actor } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DepartmentsService } from '../departments/departments.service.js';
import { History } from '../history/history.service.js';
import { RoleAssignment, type RoleToGive } from './role-assignment.entity.js';

const RECORD = 'role';

export interface RolesGiven {
  readonly given: number;
  readonly renamed: number;
  readonly unchanged: number;
}

/** Gives and ends the roles of this borough. Each act leaves its line of history. */
@Injectable()
export class AccessService {
  constructor(
    private readonly em: EntityManager,
    private readonly departments: DepartmentsService,
    private readonly history: History,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * All roles, or none. A role that is held already is left as it is; only the name is brought up to date.
   * Throws InvalidInput for a department that the borough does not have.
   */
  async give(actor: Actor, wanted: readonly RoleToGive[]): Promise<RolesGiven> {
    return await this.oneAtATime(async (em) => {
      await this.refuseUnknownDepartments(em, wanted);
      const count = { given: 0, renamed: 0, unchanged: 0 };
      for (const role of wanted) {
        const held = await this.held(em, role);
        if (held?.name === role.name) {
          count.unchanged += 1;
        } else if (held) {
          const changes = { name: { from: held.name, to: role.name } };
          held.rename(role.name);
          await this.history.add(em, actor, [{ recordType: RECORD, recordId: held.id, act: 'renamed', changes }]);
          count.renamed += 1;
        } else {
          const assignment = RoleAssignment.give(this.ids.next(), role, actor.subject, this.clock.now());
          em.persist(assignment);
          const changes = { role: { from: null, to: assignment.key }, subject: { from: null, to: role.subject } };
          await this.history.add(em, actor, [{ recordType: RECORD, recordId: assignment.id, act: 'given', changes }]);
          count.given += 1;
        }
      }
      return count;
    });
  }

  /** Ends roles at this moment, also within running sessions. Returns how many were held. */
  async end(actor: Actor, wanted: readonly Omit<RoleToGive, 'name'>[]): Promise<number> {
    return await this.oneAtATime(async (em) => {
      let ended = 0;
      for (const role of wanted) {
        const held = await this.held(em, role);
        if (!held) continue;
        held.end(this.clock.now());
        const changes = { role: { from: held.key, to: null }, subject: { from: role.subject, to: null } };
        await this.history.add(em, actor, [{ recordType: RECORD, recordId: held.id, act: 'ended', changes }]);
        ended += 1;
      }
      return ended;
    });
  }

  private async refuseUnknownDepartments(em: EntityManager, wanted: readonly RoleToGive[]): Promise<void> {
    const keys = (await this.departments.own(em)).map(({ key }) => key);
    const unknown = wanted.find(({ departmentKey }) => departmentKey !== null && !keys.includes(departmentKey));
    if (!unknown) return;
    const choice = `Name one of: ${keys.join(', ')}; or none, for the whole borough.`;
    const message = `There is no department ${unknown.departmentKey} here. ${choice}`;
    throw new InvalidInput([{ field: 'departmentKey', message }]);
  }

  /** Roles are given seldom: two operators at once wait for each other, so that neither gives the same role twice. */
  private async oneAtATime<T>(act: (em: EntityManager) => Promise<T>): Promise<T> {
    return await this.em.fork().transactional(async (em) => {
      await sql(em, `select pg_advisory_xact_lock(hashtext('role_assignments'))`);
      return await act(em);
    });
  }

  private async held(em: EntityManager, wanted: Omit<RoleToGive, 'name'>): Promise<RoleAssignment | null> {
    const { issuer, subject, role, departmentKey } = wanted;
    return await em.findOne(RoleAssignment, { issuer, subject, role, departmentKey, heldUntil: null });
  }
}
