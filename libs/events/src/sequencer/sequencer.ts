import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { dataHashOf, genesisOf, nextHash } from '../chain.js';
import { contractOf } from '../contract-check.js';
import type { LoggedEvent } from '../envelope.js';
import { pass } from '../fault-points.js';
import type { Wake } from '../wake.js';

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
const MOST_NUMBERED_AT_ONCE = 1_000;
const SAFETY_POLL_MILLISECONDS = 500;
const PAUSE_FOR_EACH_MORE_MILLISECONDS = 2;
const LONGEST_PAUSE_MILLISECONDS = 20;

/** What got its number in one transaction, and how far the log is now. */
export interface NumberedStep {
  readonly events: readonly LoggedEvent[];
  readonly place: LogPlace;
}

/** The instant as it is published: UTC, to the millisecond. */
export const publishedTimeSql = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const LOOK = {
  name: 'look',
  text: `select id, event_id, type, subject, data::text as data, ${publishedTimeSql('recorded_at')} as recorded_at
  from outbox order by id limit $1`,
};

/** One statement, so that a fact is in the outbox or in the log. One that another took meanwhile has no id, and fails all of it. */
const MOVE = {
  name: 'move',
  text: `with taken as (
    delete from outbox where id = any($1::bigint[]) returning id, event_id, type, subject, recorded_at, data
  )
  insert into events (position, event_id, type, subject, recorded_at, data, data_hash, hash)
  select event.position, event_id, type, subject, recorded_at, data, data_hash, hash
  from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) as event (id, position, data_hash, hash) left join taken using (id)`,
};

/** Gives rows of the outbox, in the order they were told, the next positions and their place in the chain. Pure. */
export function numbered(from: LogPlace, rows: readonly OutboxRow[]): LoggedEvent[] {
  let { position, hash } = from;
  return rows.map((row) => {
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

  /**
   * Numbers for as long as it is wanted: woken by each commit, with a safety poll for the commits of other processes, and at once again
   * while there is more than fits one transaction. The more came, the longer it pauses: what follows then shares a transaction and a
   * way through the network, while what follows a single fact does not wait.
   */
  async *steps(wake: Wake, isOver: () => boolean): AsyncGenerator<NumberedStep> {
    while (!isOver()) {
      const step = await this.step();
      yield step;
      const { length: count } = step.events;
      if (count === MOST_NUMBERED_AT_ONCE) continue;
      if (count > 1) await pause(Math.min((count - 1) * PAUSE_FOR_EACH_MORE_MILLISECONDS, LONGEST_PAUSE_MILLISECONDS));
      await wake.sleep(SAFETY_POLL_MILLISECONDS);
    }
  }

  /** Numbers what has committed, at most `limit` facts in one transaction. Gives them, and says how far the log is now. */
  async step(limit = MOST_NUMBERED_AT_ONCE): Promise<NumberedStep> {
    const from = this.place ?? (await this.readPlace());
    const { rows } = await this.session.query<OutboxRow>({ ...LOOK, values: [limit] });
    if (rows.length === 0) return { events: [], place: (this.place = from) };
    const events = numbered(from, rows);
    pass('facts taken');
    this.place = null; // Until the commit is known, the database is asked again.
    await this.move(rows, events);
    pass('facts numbered');
    const { position, hash } = events.at(-1) as LoggedEvent;
    return { events, place: (this.place = { position, hash }) };
  }

  async readPlace(): Promise<LogPlace> {
    const { rows } = await this.session.query<{ position: string; hash: string }>(
      'select position, hash from events order by position desc limit 1',
    );
    return rows[0] ? { position: Number(rows[0].position), hash: rows[0].hash } : { position: 0, hash: genesisOf(this.borough) };
  }

  /** What a fact takes back goes from the log in the transaction that gives the fact its number. */
  private async move(rows: readonly OutboxRow[], events: readonly LoggedEvent[]): Promise<void> {
    const values = [
      rows.map(({ id }) => id),
      events.map(({ position }) => position),
      events.map(({ dataHash }) => dataHash),
      events.map(({ hash }) => hash),
    ];
    const erased = withdrawalsAmong(events);
    if (erased.length === 0) {
      await this.session.query({ ...MOVE, values });
      return;
    }
    await this.session.query('begin'); // Alone: were it refused, what comes after it would stand by itself.
    try {
      const erase = [erased.map(({ position }) => position), erased.map(({ field }) => field)];
      await Promise.all([
        this.session.query({ ...MOVE, values }),
        this.session.query('select erase_withdrawn($1::bigint[], $2::text[])', erase),
        this.session.query('commit'), // After a statement that failed, it rolls back.
      ]);
    } catch (error) {
      await this.session.query('rollback').catch(() => undefined);
      throw error;
    }
  }
}

/** The facts of a run that take something back, each with the field by which what it takes back is known. */
export function withdrawalsAmong(events: readonly LoggedEvent[]): { readonly position: number; readonly field: string }[] {
  return events.flatMap(({ position, type }) => {
    const field = contractOf(type)?.withdraws;
    return field === undefined ? [] : [{ position, field }];
  });
}
