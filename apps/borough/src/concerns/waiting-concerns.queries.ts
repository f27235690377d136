import { sql } from '#database';
import { SIDES } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { askFor, chairOf } from './concern-readers.js';
import { clockOn, type ConcernDays, type ConcernState } from './concern-states.js';
import type { Concern } from './concern.entity.js';

interface Row extends ConcernDays, Pick<Concern, 'id' | 'reference' | 'interests'> {}

/** What the chairs do themselves; of the rest they see the clock run. */
const FOR_CHAIRS: readonly ConcernState[] = ['received', 'outcome-agreed', 'action-agreed'];
const MOST = 100;

/** Concerns whose clock runs, for both chairs alone. Who raised one is not read here. */
@Injectable()
export class WaitingConcerns implements WaitingSource {
  constructor(
    private readonly em: EntityManager,
    private readonly borough: Borough,
  ) {}

  async linesFor({ sides, today }: Reader): Promise<WaitingLine[]> {
    if (sides.length === 0) return [];
    const rows = await this.em.fork().transactional(async (em) => {
      await askFor(em, sides.map(chairOf));
      return sql<Row>(
        em,
        `select id, reference, interests, state, raised_on::text as "raisedOn", since::text as since,
           acknowledged_on::text as "acknowledgedOn", admitted_on::text as "admittedOn", action ->> 'dueOn' as "actionBy"
         from concerns where raised_on is not null and state not in ('out-of-scope', 'external', 'closed', 'withdrawn')
         order by since, id limit ${MOST}`,
      );
    });
    return rows.flatMap((row) => {
      const clock = clockOn(row, today, this.borough.concernClocks);
      if (!clock) return [];
      const free = SIDES.filter((side) => !row.interests.includes(side));
      return [
        {
          thing: `concern ${row.id}`,
          what: `${clock.says}: concern ${row.reference}`,
          href: `/concerns/${row.reference}`,
          since: row.since,
          dueOn: clock.dueOn,
          waitsFor: FOR_CHAIRS.includes(row.state) ? free : [],
        },
      ];
    });
  }
}
