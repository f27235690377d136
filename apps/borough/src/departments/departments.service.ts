import { Ids } from '#clock';
import type { DepartmentRef } from '#contracts';
import { prepared, sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, type Permission, roleInWords } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ForbiddenException, Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { DepartmentMatching, type KnownDepartment } from './department-matching.js';

const READ = 'select id, key, name, funder_identifier as "funderIdentifier" from departments';
const OWN = prepared(`${READ} where funder_identifier = $1 and (key = $2 or id::text = lower($2))`);
const BY_IDS = prepared(`${READ} where id = any($1::uuid[])`);

@Injectable()
export class DepartmentsService {
  constructor(
    private readonly borough: Borough,
    private readonly ids: Ids,
  ) {}

  /** Writes the departments of the borough's file that are not there yet. Several programs may do it at once. */
  async ensureConfigured(em: EntityManager): Promise<void> {
    const { departments, body } = this.borough;
    await this.insert(
      em,
      departments.map(({ key, name }) => ({ id: this.ids.next(), key, name, funderIdentifier: body.identifier })),
    );
  }

  /** The borough's own, by name. */
  async own(em: EntityManager): Promise<KnownDepartment[]> {
    return sql<KnownDepartment>(em, `${READ} where funder_identifier = $1 order by name`, [this.borough.body.identifier]);
  }

  /** One of the borough's own by its key or its id. */
  async ref(em: EntityManager, keyOrId: string): Promise<DepartmentRef> {
    const [department] = await sql<KnownDepartment>(em, OWN, [this.borough.body.identifier, keyOrId]);
    if (!department) throw new NotFound(`There is no department ${keyOrId} here. Choose one of the borough's departments.`);
    return { departmentId: department.id, name: department.name };
  }

  async byIds(em: EntityManager, ids: readonly string[]): Promise<Map<string, KnownDepartment>> {
    const rows = await sql<KnownDepartment>(em, BY_IDS, [ids]);
    return new Map(rows.map((department) => [department.id, department]));
  }

  /** For a file: every department of the funders it names, ready to be matched. */
  async matching(em: EntityManager, funderIdentifiers: readonly string[]): Promise<DepartmentMatching> {
    const known = await sql<KnownDepartment>(em, `${READ} where funder_identifier = any($1::text[])`, [funderIdentifiers]);
    return new DepartmentMatching(known, this.ids);
  }

  async insert(em: EntityManager, departments: readonly KnownDepartment[]): Promise<void> {
    await sql(
      em,
      `insert into departments (id, key, name, funder_identifier)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) on conflict do nothing`,
      [
        departments.map(({ id }) => id),
        departments.map(({ key }) => key),
        departments.map(({ name }) => name),
        departments.map(({ funderIdentifier }) => funderIdentifier),
      ],
    );
  }

  /** Refuses whoever's role does not reach a department's records; those of no department, or of another funder, need the whole borough. */
  async refuseOthers(em: EntityManager, actor: Actor, permission: Permission, departmentId: string | null | undefined): Promise<void> {
    const department = departmentId ? (await this.byIds(em, [departmentId])).get(departmentId) : undefined;
    const own = department?.funderIdentifier === this.borough.body.identifier ? department : undefined;
    if (actor.may(permission, own?.key ?? null)) return;
    const whose = own ? `the grants of ${own.name}` : 'grants of no department of ours';
    throw new ForbiddenException(
      `You work as ${roleInWords(actor)}. ${whose.charAt(0).toUpperCase()}${whose.slice(1)} need a role for the whole borough` +
        `${own ? ', or for that department' : ''}. Work in another of your roles, or ask a colleague who has one.`,
    );
  }
}
