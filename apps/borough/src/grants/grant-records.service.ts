import { NotFound } from '#errors';
import type { Actor } from '#identity';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DepartmentsService } from '../departments/departments.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProgrammesService } from '../programmes/programmes.service.js';
import type { Award } from './award.js';
import { Grant } from './grant.entity.js';
import { Variation } from './variation.entity.js';

/** A grant under lock, with all its changes in order and its award as it reads today. */
export interface LockedGrant {
  readonly grant: Grant;
  readonly variations: Variation[];
  readonly award: Award;
}

/** Loads a grant for a command: locked, so that of two officers at once the second decides on what the first has done. */
@Injectable()
export class GrantRecords {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly departments: DepartmentsService,
    private readonly programmes: ProgrammesService,
  ) {}

  async lock(em: EntityManager, actor: Actor, grantId: string): Promise<LockedGrant> {
    const grant = await em.findOne(Grant, grantId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!grant) throw new NotFound('There is no such grant. Check the address, or search the register.');
    const { departmentId, programmeId } = grant;
    await this.departments.refuseOthers(em, actor, departmentId);
    const department = departmentId ? (await this.departments.byIds(em, [departmentId])).get(departmentId) : undefined;
    return {
      grant,
      variations: await em.find(Variation, { grantId }, { orderBy: { number: 'asc' } }),
      award: grant.asAward({
        organisation: await this.organisations.ref(em, grant.organisationId),
        department: department && { departmentId: department.id, name: department.name },
        programme: programmeId ? await this.programmes.ref(em, programmeId, departmentId ?? null) : undefined,
      }),
    };
  }
}
