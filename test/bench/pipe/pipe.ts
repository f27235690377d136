import type { Figure } from '../figures.js';
import { GrantFacts } from '../grant-facts.js';
import { Ground } from '../ground.js';
import { type Contender, inRounds } from '../rounds.js';
import type { Wish } from '../wish.js';
import { backfill } from './backfill.js';
import { bareDrain } from './bare-drain.js';
import type { Draining } from './drained.js';
import { million } from './million.js';
import { BOROUGH, ourDrain } from './our-drain.js';
import { pollingDrain } from './polling-drain.js';
import { stockDrain } from './stock-drain.js';

const EVENTS = 60_000;
const WARM_UP_EVENTS = 10_000;
const SEED = 20_261_122;
const STOCK_EVENTS = 3_000;
const POLLED_EVENTS = 300;

/** Drain of a filled outbox to visible rows, beside the same by hand and by peers; then how fast a borough answers what is asked again. */
export async function measure({ rounds, events: wished, ...wish }: Wish): Promise<Figure[]> {
  const ground = await Ground.make(wish);
  try {
    const nats = await ground.nats([BOROUGH, 'bare']);
    const own = await ourDrain(ground, nats);
    if (wish.million) return await million(own, wished);
    const events = wished ?? EVENTS;
    const [bare, plain] = [await bareDrain(ground, nats), await ground.plainNats()];
    const [nest, polled] = [await stockDrain(ground, plain), await pollingDrain(ground, plain)];
    const ours = drained('drain, outbox to visible rows', events, own);
    const byHand = drained('bare drain', events, bare);
    const stock = drained('stock Nest transport, a flush for each event', STOCK_EVENTS, nest);
    const polling = drained('pg-transactional-outbox, polling, to a stream', POLLED_EVENTS, polled);
    for (const warm of [own, bare]) await warm.drain(new GrantFacts(1).many(WARM_UP_EVENTS));
    for (const warm of [nest, polled]) await warm.drain(new GrantFacts(1).many(100));
    const figures = await inRounds(
      rounds,
      [ours, byHand, stock, polling],
      [
        { of: ours, beside: byHand, atLeast: 0.65 },
        { of: ours, beside: stock, atLeast: 4 },
        { of: ours, beside: polling, atLeast: 15 },
      ],
    );
    return [...figures, ...(await backfill({ ground, nats, plainUrl: plain, events, rounds }))];
  } finally {
    await ground.clear();
  }
}

/** Each contender gets the same facts, and each round the facts that follow. */
function drained(name: string, events: number, { processes, drain }: Draining): Contender {
  const facts = new GrantFacts(SEED);
  return {
    name,
    unit: 'events/s',
    processes,
    async round() {
      const { aSecond, microseconds } = await drain(facts.many(events));
      const used = [...microseconds].filter(([, each]) => each > 0);
      const total = used.reduce((sum, [, each]) => sum + each, 0);
      process.stderr.write(`  ${name}: ${total.toFixed(0)} µs each: ${used.map(([of, each]) => `${of} ${each.toFixed(0)}`).join(', ')}\n`);
      return aSecond;
    },
  };
}
