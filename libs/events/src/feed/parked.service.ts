import { contracts, featureOf } from '#contracts';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { kindOfReason, MOST_TOLD, type SetAside, type SetAsideEvent } from './set-aside.js';
import { LIVE } from './tables.js';

const RECORD_TYPES = [...new Set(contracts.map(({ type }) => featureOf(type)))];

/** A reason may quote what a borough wrote: it is cut, so that the whole answer fits one message. */
const NEWEST = `
  select position, left(type, 200) as type, left(subject, 200) as subject, left(reason, 500) as reason,
    to_char(parked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
  from open order by position desc limit ${MOST_TOLD}`;

/** What the live set could not apply, by borough. */
export class ParkedEvents {
  constructor(private readonly em: EntityManager) {}

  /** The open ones of one borough: the newest one by one, and all of them counted at the same instant. */
  async of(borough: string): Promise<SetAside> {
    const [row] = await sql<{ counts: Record<string, number>; newest: Omit<SetAsideEvent, 'kind'>[] }>(
      this.em.fork(),
      `with open as (
         select position, type, subject, reason, parked_at from parked
         where projection_set = $1 and borough = $2 and replayed_at is null
       ), counted as (
         select coalesce(known.type, 'other') as type, count(*)::int as events
         from open left join unnest($3::text[]) as known (type) on known.type = split_part(open.type, '.', 1) group by 1
       ), newest as (${NEWEST})
       select (select coalesce(json_object_agg(type, events), '{}') from counted) as counts,
         (select coalesce(json_agg(newest order by position desc), '[]') from newest) as newest`,
      [LIVE, borough, RECORD_TYPES],
    );
    const { counts = {}, newest = [] } = row ?? {};
    return { counts, newest: newest.map((event) => ({ ...event, kind: kindOfReason(event.reason) })) };
  }
}
