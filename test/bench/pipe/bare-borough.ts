import { dataHashOf, envelopeText, genesisOf, type LoggedEvent, nextHash, subjectOf } from '#events';
import { connect, createInbox, headers, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node';
import { Client } from 'pg';
import { asProcess } from '../as-process.js';
import { bareConfig } from './bare.config.js';

/**
 * The borough's half of a bare drain: `pg` and NATS by hand, for one table and one stream, with nothing that makes it safe to stop: no
 * lock, no look at the stream's end, no contract. Two loops, as in ours: one gives numbers and hashes, one sends what has a number.
 */
const NUMBERED_AT_ONCE = 1_000;
const READ_AT_ONCE = 2_000;
const MOST_UNANSWERED = 1_024;
const { borough, databaseUrl, natsUrl, seed } = bareConfig();

interface Row {
  readonly id: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly data: string;
  readonly recorded_at: string;
}

const time = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const TAKE = `delete from outbox where id = any(array(select id from outbox order by id limit $1))
  returning id, event_id, type, subject, data::text as data, ${time('recorded_at')} as recorded_at`;
const KEEP = `insert into events select * from
  unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::json[], $7::text[], $8::text[])`;
const READ = `select position, event_id as id, type, subject, ${time('recorded_at')} as time, data::text as "dataText",
  data_hash as "dataHash", hash from events where position > $1 order by position limit $2`;

let place = { position: 0, hash: genesisOf(borough) };
let sent = 0;
let sending = Promise.resolve();

async function number(session: Client): Promise<number> {
  await session.query('begin');
  const { rows } = await session.query<Row>({ name: 'take', text: TAKE, values: [NUMBERED_AT_ONCE] });
  rows.sort((one, other) => Number(one.id) - Number(other.id));
  const columns: unknown[][] = [[], [], [], [], [], [], [], []];
  for (const { event_id: id, type, subject, data, recorded_at } of rows) {
    const position = place.position + 1;
    const dataHash = dataHashOf(data);
    const hash = nextHash(place.hash, { position, id, type, subject, time: recorded_at, dataHash });
    for (const [column, value] of [position, id, type, subject, recorded_at, data, dataHash, hash].entries()) columns[column]?.push(value);
    place = { position, hash };
  }
  await session.query({ name: 'keep', text: KEEP, values: columns });
  await session.query('commit');
  return rows.length;
}

class Window {
  private unanswered = 0;
  private waiting: (() => void) | null = null;
  private readonly inbox = createInbox(`_INBOX_${borough}`);

  constructor(private readonly nats: NatsConnection) {
    nats.subscribe(`${this.inbox}.*`, {
      callback: (error, answer) => {
        if (error || answer.json<{ error?: unknown }>().error) throw new Error('The broker refused an event');
        this.unanswered -= 1;
        this.waiting?.();
      },
    });
  }

  async send({ position, ...event }: LoggedEvent): Promise<void> {
    while (this.unanswered >= MOST_UNANSWERED) await new Promise<void>((wake) => (this.waiting = wake));
    const about = headers();
    about.set('Nats-Msg-Id', `${borough}-${position}`);
    about.set('Nats-Expected-Last-Sequence', String(position - 1));
    this.unanswered += 1;
    const text = envelopeText('http://borough.example', { position, ...event });
    this.nats.publish(subjectOf(borough, event.type), text, { headers: about, reply: `${this.inbox}.${position}` });
  }
}

async function send(session: Client, window: Window): Promise<void> {
  while (sent < place.position) {
    const { rows } = await session.query<LoggedEvent>({ name: 'read', text: READ, values: [sent, READ_AT_ONCE] });
    if (rows.length === 0) return;
    for (const row of rows) await window.send({ ...row, position: Number(row.position) });
    sent = Number(rows.at(-1)?.position);
  }
}

const [numbering, reading] = [0, 1].map(() => new Client({ connectionString: databaseUrl })) as [Client, Client];
await Promise.all([numbering.connect(), reading.connect()]);
const nats = await connect({
  servers: natsUrl,
  authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)),
  inboxPrefix: `_INBOX_${borough}`,
});
const window = new Window(nats);
asProcess({
  committed: async () => {
    while ((await number(numbering)) > 0) sending = sending.then(() => send(reading, window));
  },
});
