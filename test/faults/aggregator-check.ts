import type { Client } from 'pg';
import type { LoggedEvent } from '../../libs/events/src/envelope.js';
import { notedMoves } from './moves.js';

/** Tables that say when and how something came, not what the boroughs told. */
const NOT_COMPARED = ['migrations', 'feed_positions', 'borough_heads', 'feed_states', 'parked', 'noted_moves', 'publishing_days'];

/** What is wrong with the aggregator beside the boroughs' logs, in sentences. `replayed` is the same built anew in one go. */
export async function checkAggregator(
  live: Client,
  replayed: Client,
  logs: ReadonlyMap<string, readonly LoggedEvent[]>,
  poisoned: ReadonlySet<string>,
): Promise<string[]> {
  return [
    ...(await wrongPositions(live, logs)),
    ...(await wrongMoves(live, logs)),
    ...(await wrongRows(live, replayed)),
    ...(await wrongDays(live, logs)),
    ...(await wrongParked(live, logs, poisoned)),
  ];
}

async function wrongPositions(live: Client, logs: ReadonlyMap<string, readonly LoggedEvent[]>): Promise<string[]> {
  const { rows } = await live.query<{ borough: string; position: string; hash: string }>(
    `select borough, position, hash from feed_positions where projection_set = 'live'`,
  );
  return [...logs].flatMap(([borough, log]) => {
    const last = log.at(-1);
    const row = rows.find((each) => each.borough === borough);
    if (Number(row?.position) === last?.position && row?.hash === last?.hash) return [];
    return [`aggregator: ${borough} is applied to ${row?.position} (${row?.hash}), and its log ends at ${last?.position} (${last?.hash})`];
  });
}

/** Every position was passed once: each move begins where the one before it ended, and goes on from there. */
async function wrongMoves(live: Client, logs: ReadonlyMap<string, readonly LoggedEvent[]>): Promise<string[]> {
  const moves = await notedMoves(live);
  return [...logs.keys()].flatMap((borough) => {
    let at = 0;
    for (const { entersEpoch, from, to } of moves.filter((move) => move.borough === borough)) {
      if (from !== at || (to <= from && !entersEpoch))
        return [
          `aggregator: the position of ${borough} moved from ${from} to ${to}, having been at ${at}: events were applied twice or left out`,
        ];
      at = to;
    }
    return [];
  });
}

/** state(replay) = state(live), in every table of every projection, row for row. */
async function wrongRows(live: Client, replayed: Client): Promise<string[]> {
  const { rows: tables } = await live.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> all($1) order by 1`,
    [NOT_COMPARED],
  );
  const wrong: string[] = [];
  for (const { name } of tables) {
    const [one, other] = await Promise.all([live, replayed].map((client) => rowsOf(client, name)));
    const missing = [...(other ?? [])].filter((row) => !one?.has(row));
    const surplus = [...(one ?? [])].filter((row) => !other?.has(row));
    if (missing.length + surplus.length === 0) continue;
    wrong.push(
      `aggregator: ${name} lacks ${missing.length} rows of a replay and has ${surplus.length} that it has not, ` +
        `such as ${missing[0]?.slice(0, 300)} and ${surplus[0]?.slice(0, 300)}`,
    );
  }
  return wrong;
}

async function rowsOf(client: Client, table: string): Promise<Set<string>> {
  const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${client.escapeIdentifier(table)} t`);
  return new Set(rows.map(({ row }) => row));
}

/** The days on which a borough published: also that of a fact which was erased since, so a replay may know fewer. */
async function wrongDays(live: Client, logs: ReadonlyMap<string, readonly LoggedEvent[]>): Promise<string[]> {
  const { rows } = await live.query<{ borough: string; days: number }>(
    'select borough, count(*)::int as days from publishing_days group by borough',
  );
  return [...logs.keys()].flatMap((borough) =>
    rows.some((row) => row.borough === borough && row.days > 0) ? [] : [`aggregator: no publishing day of ${borough} is known`],
  );
}

/** Set aside is what was poisoned and what waits behind it, and nothing else. */
async function wrongParked(
  live: Client,
  logs: ReadonlyMap<string, readonly LoggedEvent[]>,
  poisoned: ReadonlySet<string>,
): Promise<string[]> {
  const { rows } = await live.query<{ borough: string; position: string; subject: string; reason: string }>(
    'select borough, position, subject, reason from parked where replayed_at is null',
  );
  const parked = new Set(rows.map(({ borough, position }) => `${borough} ${position}`));
  const wrong = rows.filter(({ subject }) => !poisoned.has(subject));
  const missing = [...logs].flatMap(([borough, log]) =>
    log
      .filter(({ subject, position }) => poisoned.has(subject) && !parked.has(`${borough} ${position}`))
      .map(({ position }) => `${borough} ${position}`),
  );
  return [
    ...wrong.slice(0, 5).map(({ borough, position, reason }) => `aggregator: ${borough} ${position} is set aside: ${reason}`),
    ...missing.slice(0, 5).map((place) => `aggregator: the poisoned event ${place} is not set aside`),
  ];
}
