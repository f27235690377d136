import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DepartmentsService } from '../departments/departments.service.js';

/** Shorter names are words like any other. */
const SHORTEST_NAME = 4;

export interface FoundNames {
  readonly organisations: readonly string[];
  /** Of departments and of people. */
  readonly others: readonly string[];
}

const FOUND = `
  select distinct name, is_organisation as "isOrganisation" from (
    select name, true as is_organisation from organisations
    union all select name, false from role_assignments
  ) known where length(name) >= $2 and position(lower(name) in lower($1)) > 0 order by name limit 20`;

/** Finds, in words that are to be published, the names that the database knows. */
@Injectable()
export class NamesInWords {
  constructor(private readonly departments: DepartmentsService) {}

  async in(em: EntityManager, words: string): Promise<FoundNames> {
    const rows = await sql<{ name: string; isOrganisation: boolean }>(em, FOUND, [words, SHORTEST_NAME]);
    const departments = (await this.departments.own(em)).map(({ name }) => name);
    const people = rows.filter(({ isOrganisation }) => !isOrganisation).map(({ name }) => name);
    return {
      organisations: rows.filter(({ isOrganisation }) => isOrganisation).map(({ name }) => name),
      others: [...departments.filter((name) => words.toLowerCase().includes(name.toLowerCase())), ...people],
    };
  }
}
