import { LIVE } from '#events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { BenchProcess } from '../bench-process.js';
import type { BenchNats, Ground } from '../ground.js';
import { usedForEach } from '../processor-time.js';
import { filesOf, type Program, startAggregator } from '../programs.js';

const LOOK_EVERY_MILLISECONDS = 5;
const MOST_BYTES_OF_ALL_STREAMS = 3 * 1024 ** 3;
const MOST_BYTES_OF_A_STREAM = 1024 ** 3;

/** How a backlog was drained, for each of its events. */
export interface DrainedBacklog {
  readonly microseconds: number;
  readonly processorMicroseconds: number;
}

/** Simulated boroughs with a backlog in their streams, and aggregators that begin with nothing. */
export class ManyBoroughs {
  private started = 0;
  private backlog = 0;

  private constructor(
    private readonly ground: Ground,
    private readonly nats: BenchNats,
    private readonly codes: readonly string[],
    private readonly folder: string,
    private readonly simulated: BenchProcess,
  ) {}

  static async start(ground: Ground, count: number): Promise<ManyBoroughs> {
    const codes = Array.from({ length: count }, (_, number) => `of-${count}-${number}`);
    const nats = await ground.nats(codes, Math.min(MOST_BYTES_OF_A_STREAM, Math.floor(MOST_BYTES_OF_ALL_STREAMS / count)));
    const folder = filesOf(ground, codes);
    const seedsFile = join(ground.folder, `of-${count}.json`);
    writeFileSync(seedsFile, JSON.stringify(Object.fromEntries(codes.map((code) => [code, nats.seed(code)]))), { mode: 0o600 });
    const env = { NATS_URL: nats.url, SEEDS_FILE: seedsFile };
    const simulated = await ground.process(`simulated-${count}`, { script: 'test/bench/scale/boroughs-process.js', env });
    return new ManyBoroughs(ground, nats, codes, folder, simulated);
  }

  async fill(count: number): Promise<void> {
    this.simulated.tell('fill', { count });
    await this.simulated.says('filled');
    this.backlog += count;
  }

  /** By an aggregator of its own. What it does before the first event is applied does not count. */
  async drain(): Promise<DrainedBacklog> {
    await this.ground.quiet();
    const aggregator = await this.aggregator();
    const watcher = await this.ground.session(aggregator.database.appUrl);
    const first = await applied(1, aggregator.process, watcher);
    const [began, before] = [performance.now(), this.ground.processorTime()];
    await applied(this.backlog, aggregator.process, watcher);
    const events = this.backlog - first;
    const used = usedForEach(before, this.ground.processorTime(), events).values();
    const microseconds = (1000 * (performance.now() - began)) / events;
    await watcher.end();
    await aggregator.process.stop();
    return { microseconds, processorMicroseconds: [...used].reduce((sum, each) => sum + each, 0) };
  }

  /** An aggregator that has read all there is, and goes on. */
  async read(): Promise<Program> {
    const aggregator = await this.aggregator();
    const watcher = await this.ground.session(aggregator.database.appUrl);
    await applied(this.backlog, aggregator.process, watcher);
    return aggregator;
  }

  /** One event a second of each borough; what share of a processor each process used meanwhile, in percent. */
  async trickle(seconds: number): Promise<Map<string, number>> {
    const aggregator = await this.aggregator();
    const before = this.ground.processorTime();
    this.simulated.tell('trickle', { aSecond: this.codes.length, seconds });
    await this.simulated.says('trickled');
    const used = usedForEach(before, this.ground.processorTime(), seconds * 10_000);
    await aggregator.process.stop();
    return used;
  }

  private aggregator(): Promise<Program> {
    this.started += 1;
    return startAggregator(this.ground, this.nats, this.codes, {
      folder: this.folder,
      database: `of_${this.codes.length}_${this.started}`,
    });
  }
}

/** How many events are applied, once they are so many. */
async function applied(atLeast: number, aggregator: BenchProcess, watcher: Client): Promise<number> {
  const text = `select coalesce(sum(position), 0) as applied from feed_positions where projection_set = '${LIVE}'`;
  for (;;) {
    const { rows } = await watcher.query<{ applied: string }>(text);
    if (Number(rows[0]?.applied) >= atLeast) return Number(rows[0]?.applied);
    aggregator.mustLive();
    await pause(LOOK_EVERY_MILLISECONDS);
  }
}
