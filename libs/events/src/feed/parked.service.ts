import type { Clock } from '#clock';
import { contracts, featureOf } from '#contracts';
import { sql, sqlCount } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { MOST_TOLD, type SetAside, type SetAsideEvent } from './set-aside.js';
import { LIVE } from './tables.js';

const KNOWN_TYPES = contracts.map(({ type }) => type);
const RECORD_TYPES = [...new Set(contracts.map(({ type }) => featureOf(type)))];

/** A reason may quote what a borough wrote: it is cut, so that the whole answer fits one message. */
const NEWEST = `
  select position, left(type, 200) as type, left(subject, 200) as subject, kind, left(reason, 500) as reason,
    to_char(parked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
  from open order by position desc limit ${MOST_TOLD}`;

/** What is to be tried again: all, or what all that is given fits. */
export interface ReplayAsked {
  readonly borough?: string | undefined;
  readonly subject?: string | undefined;
}

/** What the live set could not apply, by borough. */
export class ParkedEvents {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** The open ones of one borough: the newest one by one, and all of them counted at the same instant. */
  async of(borough: string): Promise<SetAside> {
    const [row] = await sql<{ counts: Record<string, number>; newest: SetAsideEvent[] }>(
      this.em.fork(),
      `with open as (
         select position, type, subject, kind, reason, parked_at from parked
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
    return { counts, newest };
  }

  /** Asks that open ones be tried again: of all boroughs and records, or only of those named. @returns how many events that are. */
  async askReplay({ borough, subject }: ReplayAsked): Promise<number> {
    return sqlCount(
      this.em.fork(),
      `update parked set replay_asked_at = $1
       where projection_set = $2 and replayed_at is null
         and ($3::text is null or borough = $3) and ($4::text is null or subject = $4)`,
      [this.clock.now().toISOString(), LIVE, borough ?? null, subject ?? null],
    );
  }

  /** Asks that what this program may know better than the one that set it aside be tried again; what is still newer than it is not. */
  async askWhatMayBeMended(borough: string): Promise<void> {
    await sql(
      this.em.fork(),
      `update parked set replay_asked_at = $1
       where projection_set = $2 and borough = $3 and replayed_at is null
         and (kind in ('not-in-form', 'not-applied') or kind = 'newer' and type = any($4))`,
      [this.clock.now().toISOString(), LIVE, borough, KNOWN_TYPES],
    );
  }

  /** The boroughs of which anything was ever asked for here. */
  async boroughsRead(): Promise<string[]> {
    const read = 'select borough from feed_positions where projection_set = $1 order by borough';
    return (await sql<{ borough: string }>(this.em.fork(), read, [LIVE])).map(({ borough }) => borough);
  }

  /** The boroughs of which something is to be tried again. */
  async boroughsAsked(): Promise<string[]> {
    const rows = await sql<{ borough: string }>(
      this.em.fork(),
      'select distinct borough from parked where projection_set = $1 and replayed_at is null and replay_asked_at is not null',
      [LIVE],
    );
    return rows.map(({ borough }) => borough);
  }
}
