import { prepared, type Row, sql } from '#database';
import { NotFound } from '#errors';
import type { Actor, Permission } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DepartmentsService } from '../departments/departments.service.js';
import { recordFrom } from '../records.js';
import type { Award } from './award.js';
import { Grant } from './grant.entity.js';
import { AWARD } from './recorded-grants.js';
import { Variation } from './variation.entity.js';

/** A grant under lock, with all its changes in order and its award as it reads today. */
export interface LockedGrant {
  readonly grant: Grant;
  readonly variations: Variation[];
  readonly award: Award;
}

const LOCK = prepared('select to_json(g) as grant from grants g where id = $1 for update');

/** Asked once the lock is held: what others did before is seen. */
const BESIDE = prepared(
  `select ${AWARD} as award,
     (select coalesce(json_agg(v order by number), '[]') from grant_variations v where grant_id = g.id) as variations
   from grants g
   join organisations o on o.id = g.organisation_id
   left join departments d on d.id = g.department_id
   left join programmes p on p.id = g.programme_id
   where g.id = $1`,
);

const TAKEN = prepared('select from grants where identifier = $1');

/** Loads a grant for a command: locked, so that of two officers at once the second decides on what the first has done. */
@Injectable()
export class GrantRecords {
  constructor(private readonly departments: DepartmentsService) {}

  /** Withdrawn or not: an identifier is one grant's for good. */
  async isIdentifierTaken(em: EntityManager, identifier: string): Promise<boolean> {
    return (await sql(em, TAKEN, [identifier])).length > 0;
  }

  async lock(em: EntityManager, actor: Actor, permission: Permission, grantId: string): Promise<LockedGrant> {
    const [locked] = await sql<{ grant: Row }>(em, LOCK, [grantId]);
    if (!locked) throw new NotFound('There is no such grant. Check the address, or search the register.');
    const grant = recordFrom(em, Grant, locked.grant);
    await this.departments.refuseOthers(em, actor, permission, grant.departmentId);
    const [beside] = await sql<{ award: Award; variations: Row[] }>(em, BESIDE, [grantId]);
    if (!beside) throw new TypeError('a grant was lost under its lock');
    return { grant, award: beside.award, variations: beside.variations.map((row) => recordFrom(em, Variation, row)) };
  }
}
