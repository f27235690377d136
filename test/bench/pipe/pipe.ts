import type { Figure } from '../figures.js';
import { GrantFacts } from '../grant-facts.js';
import { Ground } from '../ground.js';
import { type Contender, inRounds } from '../rounds.js';
import type { Wish } from '../wish.js';
import { bareDrain } from './bare-drain.js';
import type { Draining } from './drained.js';
import { ourDrain } from './our-drain.js';

const EVENTS = 60_000;
const WARM_UP_EVENTS = 10_000;
const SEED = 20_261_122;

/** Drain of a filled outbox to visible rows, beside the same by hand. */
export async function measure({ rounds, profiles, events = EVENTS }: Wish): Promise<Figure[]> {
  const ground = await Ground.make({ profiles });
  try {
    const nats = await ground.nats(['westminster', 'bare']);
    const [own, bare] = [await ourDrain(ground, nats), await bareDrain(ground, nats)];
    const ours = drained('drain, outbox to visible rows', events, own);
    const byHand = drained('bare drain', events, bare);
    for (const warm of [own, bare]) await warm.drain(new GrantFacts(1).many(WARM_UP_EVENTS));
    return await inRounds(rounds, [ours, byHand], [{ of: ours, beside: byHand, atLeast: 0.65 }]);
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
    async round() {
      const { aSecond, microseconds } = await drain(facts.many(events));
      const used = [...microseconds].filter(([, each]) => each > 0);
      const total = used.reduce((sum, [, each]) => sum + each, 0);
      process.stderr.write(`  ${name}: ${total.toFixed(0)} µs each: ${used.map(([of, each]) => `${of} ${each.toFixed(0)}`).join(', ')}\n`);
      process.stderr.write(`  ${processes.map((each) => `${each.name} ${each.residentMegabytes().toFixed(0)} MB`).join(', ')}\n`);
      return aSecond;
    },
  };
}
