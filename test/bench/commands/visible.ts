import { LIVE } from '#events';
import { once } from 'node:events';
import type { Client, Notification } from 'pg';
import type { BenchProcess } from '../bench-process.js';
import { type Figure, median, percentile } from '../figures.js';
import { takenByOthers } from '../taken-by-others.js';

const RATES = [50, 200];
const MOST_P50_MILLISECONDS = 3;
const MOST_P99_MILLISECONDS = 15;
const LONGEST_WAIT_MILLISECONDS = 60_000;
/** The database itself says when a position has committed, so that nobody has to look again and again. */
const TELL_POSITIONS = `
  create or replace function tell_position() returns trigger language plpgsql
    as $$ begin perform pg_notify('applied', new.position::text); return null; end $$;
  create or replace trigger tell_position after update on feed_positions for each row
    when (new.projection_set = '${LIVE}') execute function tell_position();
  listen applied`;

export interface Watched {
  readonly borough: BenchProcess;
  /** A session on the borough's database, and one on the aggregator's as the owner of its tables. */
  readonly own: Client;
  readonly applied: Client;
}

interface Committed {
  readonly grantId: string;
  /** In milliseconds, by the clock that all processes of a machine share. */
  readonly at: number;
}

/** From the end of a command, its commit done, until its row stands in the aggregator's database, at steady rates. */
export async function commitToVisible(watched: Watched, rounds: number, seconds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  await watched.applied.query(TELL_POSITIONS);
  await milliseconds(watched, RATES[0] ?? 1, 1);
  for (const aSecond of RATES) {
    const taken = takenByOthers();
    const all: number[][] = [];
    for (let round = 0; round < rounds; round += 1) all.push(await milliseconds(watched, aSecond, seconds));
    const figure = (name: string, share: number, atMost: number): Figure => {
      const values = all.map((each) => percentile(each, share));
      const text = `commit to visible at ${aSecond} commands/s, ${name}`;
      return { name: text, value: median(values), unit: 'ms', takenPercent: taken(), rounds: values, atMost };
    };
    figures.push(figure('p50', 0.5, MOST_P50_MILLISECONDS), figure('p99', 0.99, MOST_P99_MILLISECONDS));
  }
  return figures;
}

async function milliseconds(watched: Watched, aSecond: number, seconds: number): Promise<number[]> {
  const before = await lastPosition(watched.own);
  const watching = await Watching.begin(watched.applied);
  await watching.until(before); // What was told earlier is not waited for.
  watched.borough.tell('steadily', { aSecond, seconds });
  const { committed } = (await watched.borough.says('told')) as unknown as { committed: Committed[] };
  const positions = await positionsAfter(watched.own, before, committed.length);
  await watching.until(Math.max(...positions.values()));
  watching.end();
  return committed.map(({ grantId, at }) => watching.seenAt(positions.get(grantId) ?? Number.NaN) - at);
}

const lastPosition = async (own: Client): Promise<number> => {
  const { rows } = await own.query<{ position: string }>('select coalesce(max(position), 0) as position from events');
  return Number(rows[0]?.position);
};

/** The positions of what was told after one, by the grant it is of; once as many have theirs as commands were given. */
async function positionsAfter(own: Client, after: number, count: number): Promise<Map<string, number>> {
  for (;;) {
    const text = 'select subject, position from events where position > $1';
    const { rows } = await own.query<{ subject: string; position: string }>(text, [after]);
    if (rows.length >= count) return new Map(rows.map(({ subject, position }) => [subject, Number(position)]));
  }
}

/** Hears how far the aggregator is, and when it was first heard. */
class Watching {
  private readonly seen: { position: number; at: number }[] = [];
  private heard = Promise.withResolvers<void>();

  private constructor(private readonly applied: Client) {
    applied.on('notification', this.hear);
  }

  /** What was applied before counts as seen at once. */
  static async begin(applied: Client): Promise<Watching> {
    const watching = new Watching(applied);
    const text = `select position from feed_positions where projection_set = '${LIVE}'`;
    const { rows } = await applied.query<{ position: string }>(text);
    watching.see(Number(rows[0]?.position ?? 0));
    return watching;
  }

  /** @throws TimeoutError where nothing is heard of it within a minute. */
  async until(position: number): Promise<void> {
    const limit = AbortSignal.timeout(LONGEST_WAIT_MILLISECONDS);
    const late = once(limit, 'abort');
    while ((this.seen.at(-1)?.position ?? 0) < position) {
      limit.throwIfAborted();
      await Promise.race([this.heard.promise, late]);
    }
  }

  seenAt(position: number): number {
    return this.seen.find((each) => each.position >= position)?.at ?? Number.NaN;
  }

  end(): void {
    this.applied.off('notification', this.hear);
  }

  private readonly hear = ({ payload }: Notification): void => this.see(Number(payload));

  private see(position: number): void {
    this.seen.push({ position, at: Number(process.hrtime.bigint()) / 1e6 });
    this.heard.resolve();
    this.heard = Promise.withResolvers();
  }
}
