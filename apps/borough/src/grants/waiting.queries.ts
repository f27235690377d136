import { sql } from '#database';
import type { Actor } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { neededBeforePublic } from './grant-timeline.js';
import type { VariationView } from './grant.views.js';

/** A change that has not left the borough, as the start page lists it. */
export interface UnpublishedChange extends Pick<VariationView, 'id' | 'kind' | 'toldInWritingOn' | 'receivedOn' | 'madePublicOn'> {
  readonly grantId: string;
  readonly grantTitle: string;
  readonly organisationName: string;
  readonly effectiveOn: string;
}

const MOST_SHOWN = 20;

/** What waits for the officers of a department. */
@Injectable()
export class WaitingQueries {
  constructor(private readonly em: EntityManager) {}

  /** Changes not public yet of the grants that these officers may act on, the soonest to take effect first. */
  async unpublished(officers: readonly Actor[]) {
    const [isWhole, keys] = [officers.some(({ reachesAll }) => reachesAll), officers.map(({ departmentKey }) => departmentKey)];
    const rows = await sql<UnpublishedChange & { total: number }>(
      this.em.fork(),
      `select v.id, v.kind, v.told_in_writing_on as "toldInWritingOn", v.received_on as "receivedOn", v.made_public_on as "madePublicOn",
         v.effective_on as "effectiveOn", g.id as "grantId", g.title as "grantTitle", o.name as "organisationName",
         count(*) over ()::int as total
       from grant_variations v join grants g on g.id = v.grant_id join organisations o on o.id = g.organisation_id
       left join departments d on d.id = g.department_id
       where v.published_on is null and v.withdrawn_on is null and g.withdrawn_on is null
         and ($1 or (g.own_funding and d.key = any($2::text[])))
       order by v.effective_on, v.id limit $3`,
      [isWhole, keys.filter(Boolean), MOST_SHOWN],
    );
    const items = rows.map((row) => ({ ...row, needed: neededBeforePublic(row) }));
    return { items, total: rows[0]?.total ?? 0 };
  }

  /** How many changes are held back in all. The number alone may be known in the borough, not outside. */
  async heldBack(): Promise<number> {
    const [row] = await sql<{ changes: number }>(
      this.em.fork(),
      `select count(*)::int as changes from grant_variations v join grants g on g.id = v.grant_id
       where v.published_on is null and v.withdrawn_on is null and g.withdrawn_on is null`,
    );
    return row?.changes ?? 0;
  }
}
