import { actorsWith } from '#identity';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { WaitingQueries } from './waiting.queries.js';

/** Changes of grants that are not public yet, for the officers who can do something about it: those that take effect first. */
@Injectable()
export class WaitingChanges implements WaitingSource {
  constructor(private readonly waiting: WaitingQueries) {}

  async linesFor({ person }: Reader): Promise<WaitingLine[]> {
    const officers = actorsWith(person, 'grants.make-public');
    if (officers.length === 0) return [];
    const { items } = await this.waiting.unpublished(officers);
    return items.map(({ id, grantId, grantTitle, effectiveOn, toldInWritingOn }) => ({
      thing: `change ${id}`,
      what: `Make a change public: ${grantTitle}`,
      href: `/grants/${grantId}`,
      since: toldInWritingOn ?? null,
      dueOn: effectiveOn,
      waitsFor: ['reader'],
    }));
  }
}
