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
