import type { Client } from 'pg';
import { dataHashOf, genesisOf, nextHash } from '../chain.js';
import { contractOf } from '../contract-check.js';
import type { LoggedEvent } from '../envelope.js';
import { pass } from '../fault-points.js';

/** The place that the log has come to. */
export interface LogPlace {
  readonly position: number;
  /** The chain's hash there, in hexadecimal. */
  readonly hash: string;
}

interface OutboxRow {
  readonly id: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly data: string;
  readonly recorded_at: string;
}

/** How many facts get their numbers in one transaction. */
export const MOST_NUMBERED_AT_ONCE = 1_000;

/** The instant as it is published: UTC, to the millisecond. */
export const publishedTimeSql = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const TAKE = {
  name: 'take',
  text: `with next as (select id from outbox order by id limit $1)
  delete from outbox using next where outbox.id = next.id
  returning outbox.id, event_id, type, subject, data::text as data, ${publishedTimeSql('recorded_at')} as recorded_at`,
};

const KEEP = {
  name: 'keep',
  text: `insert into events (position, event_id, type, subject, recorded_at, data, data_hash, hash)
  select position, event_id, type, subject, recorded_at, data::json, data_hash, hash
  from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[])
    as event (position, event_id, type, subject, recorded_at, data, data_hash, hash)`,
};

/** Gives rows of the outbox, in the order they were told, the next positions and their place in the chain. Pure. */
export function numbered(from: LogPlace, rows: readonly OutboxRow[]): LoggedEvent[] {
  let { position, hash } = from;
  return [...rows]
    .sort((one, other) => Number(BigInt(one.id) - BigInt(other.id)))
    .map((row) => {
      position += 1;
      const link = {
        position,
        id: row.event_id,
        type: row.type,
        subject: row.subject,
        time: row.recorded_at,
        dataHash: dataHashOf(row.data),
      };
      hash = nextHash(hash, link);
      return { ...link, dataText: row.data, hash };
    });
}

/**
 * Moves committed facts from the outbox into the log with positions that have no gaps. One is active for a borough, on a session that
 * holds the borough's advisory lock; were there ever two, the key on position refuses the second.
 */
export class Sequencer {
  private place: LogPlace | null = null;

  /** The session is a pipelining one: what is kept and the commit are sent together. */
  constructor(
    private readonly session: Client,
    private readonly borough: string,
  ) {}

  /** Numbers what has committed, at most `limit` facts in one transaction. Says how many there were and how far the log is now. */
  async step(limit = MOST_NUMBERED_AT_ONCE): Promise<{ count: number; place: LogPlace }> {
    const from = this.place ?? (await this.readPlace());
    this.place = null; // Until the commit is known, the database is asked again.
    await this.session.query('begin'); // Alone: were it refused, what is taken after it would be gone.
    try {
      const { rows } = await this.session.query<OutboxRow>({ ...TAKE, values: [limit] });
      const events = numbered(from, rows);
      if (events.length > 0) pass('facts taken');
      const kept = events.length > 0 ? [this.keep(events), this.eraseWithdrawn(events)] : [];
      await Promise.all([...kept, this.session.query('commit')]); // After a statement that failed, it rolls back.
      if (events.length > 0) pass('facts numbered');
      const last = events.at(-1);
      this.place = last ? { position: last.position, hash: last.hash } : from;
      return { count: events.length, place: this.place };
    } catch (error) {
      await this.session.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  async readPlace(): Promise<LogPlace> {
    const { rows } = await this.session.query<{ position: string; hash: string }>(
      'select position, hash from events order by position desc limit 1',
    );
    return rows[0] ? { position: Number(rows[0].position), hash: rows[0].hash } : { position: 0, hash: genesisOf(this.borough) };
  }

  private async keep(events: readonly LoggedEvent[]): Promise<void> {
    const values = [
      events.map(({ position }) => position),
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ subject }) => subject),
      events.map(({ time }) => time),
      events.map(({ dataText }) => dataText),
      events.map(({ dataHash }) => dataHash),
      events.map(({ hash }) => hash),
    ];
    await this.session.query({ ...KEEP, values });
  }

  /** What a fact takes back goes from the log in the transaction that gives the fact its number. */
  private async eraseWithdrawn(events: readonly LoggedEvent[]): Promise<void> {
    const withdrawals = events.flatMap(({ position, type }) => {
      const field = contractOf(type)?.withdraws;
      return field === undefined ? [] : [{ position, field }];
    });
    if (withdrawals.length === 0) return;
    await this.session.query('select erase_withdrawn($1::bigint[], $2::text[])', [
      withdrawals.map(({ position }) => position),
      withdrawals.map(({ field }) => field),
    ]);
  }
}
