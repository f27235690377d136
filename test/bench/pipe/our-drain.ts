import { SystemClock, TimeOrderedIds } from '#clock';
import { openDatabase } from '#database';
import { LIVE, LogWake, Outbox } from '#events';
import type { GrantFact } from '../grant-facts.js';
import type { BenchNats, Ground } from '../ground.js';
import { usedForEach } from '../processor-time.js';
import { startAggregator, startBorough } from '../programs.js';
import type { Drained, Draining } from './drained.js';
import { until } from './until.js';

export const BOROUGH = 'westminster';
export const TOLD_AT_ONCE = 5_000;

export interface OurDrain extends Draining {
  /** As `drain`, of so many facts that come slice by slice, so that they need not be held together. */
  drainSlices(slices: Iterable<readonly GrantFact[]>, count: number, committed?: () => void): Promise<Drained>;
}

/** Starts both programs whole: all contracts, all projections, all pages. */
export async function ourDrain(ground: Ground, nats: BenchNats): Promise<OurDrain> {
  const { process: borough, database: own } = await startBorough(ground, nats, BOROUGH);
  const { process: aggregator, database: read } = await startAggregator(ground, nats, [BOROUGH]);
  const orm = await openDatabase({ url: own.appUrl, entities: [] });
  ground.atEnd(() => orm.close());
  const clock = new SystemClock();
  const outbox = new Outbox(clock, new TimeOrderedIds(clock), new LogWake(orm.em));
  const watcher = await ground.session(read.appUrl);
  const position = async (): Promise<number> => {
    const text = 'select position from feed_positions where projection_set = $1 and borough = $2';
    const { rows } = await watcher.query<{ position: string }>({ name: 'position', text, values: [LIVE, BOROUGH] });
    return Number(rows[0]?.position ?? 0);
  };
  const drainSlices: OurDrain['drainSlices'] = async (slices, count, committed) => {
    const last = (await position()) + count;
    await orm.em.fork().transactional(async (em) => {
      for (const slice of slices) await outbox.add(em, slice);
      await ground.quiet();
    });
    const [began, before] = [performance.now(), ground.processorTime()];
    committed?.();
    borough.tell('committed');
    await until(async () => (await position()) >= last, [borough, aggregator]);
    const seconds = (performance.now() - began) / 1000;
    return { aSecond: count / seconds, microseconds: usedForEach(before, ground.processorTime(), count) };
  };
  const drain = (facts: readonly GrantFact[]): Promise<Drained> => {
    const slices = Array.from({ length: Math.ceil(facts.length / TOLD_AT_ONCE) }, (_, at) =>
      facts.slice(at * TOLD_AT_ONCE, (at + 1) * TOLD_AT_ONCE),
    );
    return drainSlices(slices, facts.length);
  };
  return { processes: [borough, aggregator], drain, drainSlices };
}
