import type { Envelope } from '#events';
import { DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import { Client } from 'pg';
import { asProcess } from '../as-process.js';
import { bareConfig } from './bare.config.js';

/** The aggregator's half of a bare drain: an ordered consumer, and for each 500 events one upsert of one table and the position. */
const MOST_IN_A_RUN = 500;
const { borough, databaseUrl, natsUrl, seed } = bareConfig();

const MOVE = 'update bare_positions set position = $1 where borough = $2 and position = $3';
const UPSERT = `insert into bare_rows (borough, id, title, amount_pence, position)
  select $1, * from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[])
  on conflict (borough, id) do update set title = coalesce(excluded.title, bare_rows.title),
    amount_pence = coalesce(excluded.amount_pence, bare_rows.amount_pence), position = excluded.position`;

interface Told {
  readonly title?: string;
  readonly amountAwardedPence?: number;
  readonly amountPence?: number;
}

const session = new Client({ connectionString: databaseUrl });
await session.connect();
await session.query('insert into bare_positions values ($1, 0)', [borough]);
const nats = await connect({
  servers: natsUrl,
  authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)),
  inboxPrefix: '_INBOX_aggregator',
});
const consumer = await jetstream(nats).consumers.get(`BOROUGH_${borough}_1`, {
  deliver_policy: DeliverPolicy.StartSequence,
  opt_start_seq: 1,
});
const held: Envelope[] = [];
let position = 0;
let applying: Promise<void> | null = null;

async function apply(): Promise<void> {
  while (held.length > 0) {
    const run = held.splice(0, MOST_IN_A_RUN);
    const rows = new Map(run.map(({ subject, data }, index) => [subject, { ...(data as Told), position: position + index + 1 }]));
    const values = [...rows.values()];
    await session.query('begin');
    const moved = await session.query({ name: 'move', text: MOVE, values: [position + run.length, borough, position] });
    if (moved.rowCount !== 1) throw new Error('The position was moved by another');
    const columns = [
      [...rows.keys()],
      values.map(({ title }) => title),
      values.map(({ amountAwardedPence, amountPence }) => amountAwardedPence ?? amountPence),
      values.map((row) => row.position),
    ];
    await session.query({ name: 'upsert', text: UPSERT, values: [borough, ...columns] });
    await session.query('commit');
    position += run.length;
  }
}

asProcess({});
for await (const message of await consumer.consume({ max_messages: 5_000 })) {
  held.push(message.json<Envelope>());
  applying ??= apply().finally(() => (applying = null));
}
