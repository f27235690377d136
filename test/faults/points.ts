import { setTimeout as wait } from 'node:timers/promises';
import { FAULT_POINTS, type FaultPoint } from '../../libs/events/src/fault-points.js';
import { AGGREGATOR } from '../../deploy/nats/names.js';
import type { Chance } from './chance.js';
import { ACTIONS } from './faults.config.js';
import type { FaultNetwork } from './fault-network.js';
import { firedIn } from './replica.js';

const LOOK_EVERY_MS = 1_000;
const IN_THE_AGGREGATOR: ReadonlySet<FaultPoint> = new Set(['gap seen', 'position moved', 'rows written', 'run applied']);

/** The points that have fired, each with how often. */
export function pointsFired(network: FaultNetwork): Map<FaultPoint, number> {
  const counts = new Map<FaultPoint, number>(FAULT_POINTS.map((point) => [point, 0]));
  for (const { point } of firedIn(network.folder)) counts.set(point, (counts.get(point) ?? 0) + 1);
  return counts;
}

/** Lets fault points fire by chance, and orders those that chance has left out, a few at a time, until it is stopped. */
export async function firePoints(network: FaultNetwork, chance: Chance, stop: AbortSignal): Promise<void> {
  for (const replica of network.replicas) replica.order({ byChance: true });
  let number = 0;
  while (!stop.aborted) {
    await wait(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
    const missing = [...pointsFired(network)].flatMap(([point, count]) => (count === 0 ? [point] : []));
    const wanted = chance.shuffled(missing).slice(0, 2);
    for (const replica of network.replicas) {
      const isAggregator = replica.settings.service === AGGREGATOR;
      const own = wanted.filter((point) => IN_THE_AGGREGATOR.has(point) === isAggregator);
      replica.order({ now: own.map((point) => ({ number: (number += 1), point, action: chance.pick(ACTIONS) })) });
    }
  }
  for (const replica of network.replicas) replica.order({ byChance: false, now: [], clockAheadMs: 0 });
}
