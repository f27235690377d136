import type { Client } from 'pg';
import { type LoggedEvent } from '../envelope.js';
import { publishedTimeSql } from './sequencer.js';

interface EventRow {
  readonly position: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: string | null;
  readonly data_hash: string;
  readonly hash: string;
}

/** Reads the log in position order, after a position. */
export const READ_LOG = `
  select position, event_id, type, subject, ${publishedTimeSql('recorded_at')} as time, data::text as data, data_hash, hash
  from events where position > $1 order by position limit $2`;

/** The same, as far as the data fits so many bytes: one event at least. The rest is neither formed nor sent. */
export const READ_FITTING_LOG = `
  select position, event_id, type, subject, ${publishedTimeSql('recorded_at')} as time, data, data_hash, hash
  from (
    select position, event_id, type, subject, recorded_at, data::text as data, data_hash, hash,
      sum(coalesce(octet_length(data::text), 0)) over (order by position rows unbounded preceding) as bytes,
      row_number() over (order by position) as number
    from (select * from events where position > $1 order by position limit $2) page
  ) counted
  where bytes <= $3 or number = 1 order by position`;

export const loggedEvent = (row: EventRow): LoggedEvent => ({
  position: Number(row.position),
  id: row.event_id,
  type: row.type,
  subject: row.subject,
  time: row.time,
  dataText: row.data,
  dataHash: row.data_hash,
  hash: row.hash,
});

export type { EventRow };

export async function readLog(session: Client, after: number, limit: number): Promise<LoggedEvent[]> {
  const { rows } = await session.query<EventRow>({ name: 'read log', text: READ_LOG, values: [after, limit] });
  return rows.map(loggedEvent);
}
