import { LIVE } from '#events';
import type { Client } from 'pg';
import type { BenchProcess } from '../bench-process.js';
import { type Figure, median, percentile } from '../figures.js';
import { takenByOthers } from '../taken-by-others.js';

const RATES = [50, 200];
const MOST_P50_MILLISECONDS = 3;
const MOST_P99_MILLISECONDS = 15;
/** The first statement makes the session wait in the database, so that looking often costs little; the second then sees what is there. */
const LOOK = `select pg_sleep(0.0005); select position from feed_positions where projection_set = '${LIVE}'`;

export interface Watched {
  readonly borough: BenchProcess;
  /** A session on the borough's database, and one on the aggregator's. */
  readonly own: Client;
  readonly read: Client;
}

interface Committed {
  readonly grantId: string;
  /** In milliseconds, by the clock that all processes of a machine share. */
  readonly at: number;
}

/** From the end of a command, its commit done, until its row stands in the aggregator's database, at steady rates. */
export async function commitToVisible(watched: Watched, rounds: number, seconds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
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
  await new Watching(watched.read).until(before); // What was told earlier is not waited for.
  const watching = new Watching(watched.read);
  watched.borough.tell('steadily', { aSecond, seconds });
  const { committed } = (await watched.borough.says('told')) as unknown as { committed: Committed[] };
  const positions = await positionsAfter(watched.own, before, committed.length);
  await watching.until(Math.max(...positions.values()));
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

/** Looks again and again how far the aggregator is, and when it was first seen there. */
class Watching {
  private readonly seen: { position: number; at: number }[] = [];
  private last = Infinity;
  private readonly looking: Promise<void>;

  constructor(private readonly read: Client) {
    this.looking = this.look();
    this.looking.catch(() => undefined); // It is thrown in `until`.
  }

  async until(position: number): Promise<void> {
    this.last = position;
    await this.looking;
  }

  seenAt(position: number): number {
    return this.seen.find((each) => each.position >= position)?.at ?? Number.NaN;
  }

  private async look(): Promise<void> {
    for (let position = -1; position < this.last;) {
      const answers = (await this.read.query(LOOK)) as unknown as { rows: { position: string }[] }[];
      const now = Number(answers[1]?.rows[0]?.position ?? 0);
      if (now > position) this.seen.push({ position: now, at: Number(process.hrtime.bigint()) / 1e6 });
      position = now;
    }
  }
}
