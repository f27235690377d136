import { setTimeout as wait } from 'node:timers/promises';
import { FAULT_POINTS, type FaultPoint } from '../../libs/events/src/fault-points.js';
import { activeIn } from './active.js';
import type { Chance } from './chance.js';
import type { FaultNetwork } from './fault-network.js';
import { firedIn, type Replica } from './replica.js';

const LOOK_EVERY_MS = 1_000;
const IN_THE_AGGREGATOR: ReadonlySet<FaultPoint> = new Set(['gap seen', 'position moved', 'rows written', 'run applied']);

/** The points that have fired, each with how often. */
export function pointsFired(network: FaultNetwork): Map<FaultPoint, number> {
  const counts = new Map<FaultPoint, number>(FAULT_POINTS.map((point) => [point, 0]));
  for (const { point } of firedIn(network.folder)) counts.set(point, (counts.get(point) ?? 0) + 1);
  return counts;
}

/** Those that only the process passes which numbers and sends. */
const IN_THE_ACTIVE_BOROUGH: ReadonlySet<FaultPoint> = new Set(['facts taken', 'facts numbered', 'events sent', 'events acknowledged']);
const KILLS_PERCENT = 40;
/** At least so often, all points together. */
const LEAST_FIRED = FAULT_POINTS.length;

/** Lets fault points fire by chance, and orders those that chance has left out, a few at a time, until it is stopped. */
export async function firePoints(network: FaultNetwork, points: readonly FaultPoint[], chance: Chance, stop: AbortSignal): Promise<void> {
  const least = Math.ceil(LEAST_FIRED / points.length);
  for (const replica of network.replicas) replica.order({ byChance: true });
  let number = 0;
  while (!stop.aborted) {
    await wait(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
    for (const replica of network.replicas) replica.order({ now: [] });
    const fired = pointsFired(network);
    const missing = points.filter((point) => (fired.get(point) ?? 0) < least);
    for (const point of chance.shuffled(missing).slice(0, 2)) {
      const action = chance.percent(KILLS_PERCENT) && point !== 'log asked' ? 'kill' : 'throw';
      for (const replica of await whoPasses(point, network, chance)) replica.order({ now: [{ number: (number += 1), point, action }] });
    }
  }
  for (const replica of network.replicas) replica.order({ byChance: false, now: [], clockAheadMs: 0 });
}

/** Waits until each of these has fired, or nobody waits any more. */
export async function allFired(network: FaultNetwork, points: readonly FaultPoint[], stop: AbortSignal): Promise<void> {
  while (!stop.aborted && points.some((point) => pointsFired(network).get(point) === 0)) {
    await wait(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Who is likely to pass a point soon. A borough is seldom asked for its log, and then by both aggregators: any may be asked. */
async function whoPasses(point: FaultPoint, network: FaultNetwork, chance: Chance): Promise<readonly Replica[]> {
  if (IN_THE_AGGREGATOR.has(point)) return [chance.pick(network.aggregators)];
  if (point === 'log asked') return network.boroughs.flatMap((borough) => network.of(borough));
  const borough = chance.pick(network.boroughs);
  if (!IN_THE_ACTIVE_BOROUGH.has(point)) return [chance.pick(network.of(borough))];
  const active = await activeIn(network, borough).catch(() => null);
  return active ? [active] : [];
}
