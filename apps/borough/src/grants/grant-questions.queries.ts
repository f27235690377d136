import type { Actor } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { choiceValue } from '../choice.js';
import { DepartmentsService } from '../departments/departments.service.js';
import { OrganisationsQueries } from '../organisations/organisations.queries.js';
import { ProgrammesQueries } from '../programmes/programmes.queries.js';

const MOST_FOUND = 20;
const MOST_PROGRAMMES = 500;
const LONGEST_SEARCH = 200;

type Found = Awaited<ReturnType<OrganisationsQueries['one']>>;

/** What the questions about a grant offer to choose from. */
@Injectable()
export class GrantQuestions {
  constructor(
    private readonly em: EntityManager,
    private readonly organisations: OrganisationsQueries,
    private readonly departments: DepartmentsService,
    private readonly programmes: ProgrammesQueries,
  ) {}

  /** Organisations that were searched for; where nothing was, the one that is chosen already. */
  async organisationsFor(searched: unknown, chosenId: string | undefined) {
    const words = typeof searched === 'string' ? searched.trim().slice(0, LONGEST_SEARCH) : '';
    if (words === '') {
      const chosen = chosenId ? [await this.organisations.one(chosenId)] : [];
      return { words, found: chosen.map(offered), isCut: false };
    }
    const { items, next } = await this.organisations.list({ q: words, limit: MOST_FOUND });
    return { words, found: items.map(offered), isCut: next !== null };
  }

  /** The departments whose grants an officer may award. */
  async departmentsFor(actor: Actor) {
    const own = await this.departments.own(this.em.fork());
    return own.filter(({ key }) => actor.may('grants.award', key)).map(({ key, name }) => ({ key, name }));
  }

  async programmesOf(departmentKey: string) {
    const { items } = await this.programmes.list({ department: departmentKey, ownFunding: true, limit: MOST_PROGRAMMES });
    return items.map(({ id, title, code }) => ({
      value: choiceValue({ id, name: title }),
      text: code && code !== title ? `${title} (${code})` : title,
    }));
  }
}

function offered({ id, name, identifiers, aliases }: Found) {
  const known = aliases.length > 0 ? `. Also known as ${aliases.slice(0, 3).join(', ')}` : '';
  return { value: choiceValue({ id, name }), name, identifiers: `${identifiers.join(', ')}${known}` };
}
