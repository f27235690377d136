import { setTimeout as wait } from 'node:timers/promises';
import type { FaultPoint } from '../../libs/events/src/fault-points.js';
import { Chance } from './chance.js';
import { type Kind, KINDS } from './kinds.js';
import type { Stage } from './stage.js';
import { StreamTookIt } from './messages.js';
import { allFired, firePoints } from './points.js';

const MOST_AT_ONCE = 3;

export const GONE = ['borough', 'broker-node'] as const;
export type Gone = (typeof GONE)[number];

/** After which part of the time. */
const GONE_AFTER: Readonly<Record<Gone, number>> = { borough: 0.5, 'broker-node': 0.15 };
const GONE_BOROUGH = 'westminster';
const MOST_LONGER_MS = 30_000;

export interface Schedule {
  /** The names of the kinds of fault. */
  readonly kinds: readonly string[];
  /** The fault points that are to fire, each at least once. */
  readonly points: readonly FaultPoint[];
  readonly seconds: number;
  /** What goes for good, and none of the others may suffer: a borough half-way through, or early one of the broker's servers. */
  readonly gone: Gone | null;
  readonly verbose: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface FaultsDone {
  readonly counts: Map<string, number>;
  readonly violations: string[];
}

/**
 * Goes once through all kinds in an order of chance, then on by chance until the time is over; and for some time more without a fault
 * where a point has not fired yet, as on a machine that had little time for it.
 */
export async function throughFaults(stage: Stage, { kinds, points, seconds, gone, verbose, signal }: Schedule): Promise<FaultsDone> {
  const { network, chance } = stage;
  const done: FaultsDone = { counts: new Map(kinds.map((name) => [name, 0])), violations: [] };
  const over = new AbortController();
  const firing = points.length > 0 ? firePoints(network, points, new Chance(`${chance.next()} points`), over.signal) : Promise.resolve();
  const queue = chance.shuffled(kinds);
  const running = new Map<string, Promise<void>>();
  const until = performance.now() + seconds * 1_000;
  const goneAt = gone === null ? Infinity : until - seconds * 1_000 * (1 - GONE_AFTER[gone]);
  for (let isGone = false; performance.now() < until && !signal.aborted;) {
    await wait(chance.between(100, 1_000));
    if (gone && !isGone && performance.now() > goneAt) {
      isGone = true;
      await Promise.all(running.values());
      verbose(`${await leave[gone](stage)} is gone for good`);
    }
    const name = queue.shift() ?? chance.pick(kinds);
    await running.get(name);
    const doing = inject(name, stage, done, verbose).then((isDone) => {
      if (!isDone) queue.push(name);
      running.delete(name);
    });
    running.set(name, doing);
    while (running.size >= MOST_AT_ONCE) await Promise.race(running.values());
  }
  await Promise.all(running.values());
  await allFired(network, points, AbortSignal.any([signal, AbortSignal.timeout(MOST_LONGER_MS)]));
  over.abort();
  await firing;
  return done;
}

const leave: Readonly<Record<Gone, (stage: Stage) => Promise<string>>> = {
  borough: async ({ network, loads }) => {
    await network.lose(GONE_BOROUGH);
    await loads.get(GONE_BOROUGH)?.stop();
    return GONE_BOROUGH;
  },
  'broker-node': ({ network, chance }) => network.broker.lose(network.broker.any(chance)),
};

async function inject(name: string, stage: Stage, { counts, violations }: FaultsDone, verbose: (line: string) => void): Promise<boolean> {
  try {
    const on = await (KINDS[name] as Kind)(stage);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    verbose(`${name}: ${on}`);
    return true;
  } catch (error) {
    verbose(`${name}: not done, since ${(error as Error).message}`);
    if (error instanceof StreamTookIt) violations.push(error.message);
    return false;
  }
}
