import { setTimeout as pause } from 'node:timers/promises';
import { type Figure, median } from '../figures.js';
import { Ground } from '../ground.js';
import { startNetwork } from '../network/network.js';
import { processorTime, usedForEach } from '../processor-time.js';
import { takenByOthers } from '../taken-by-others.js';
import type { Wish } from '../wish.js';
import { type DrainedBacklog, ManyBoroughs } from './many-boroughs.js';

const EVENTS = 60_000;
const FEW = 3;
const MANY = 300;
const MOST_TIMES_LONGER = 1.3;
const TRICKLE_SECONDS = 30;
const IDLE_SECONDS = 30;
const SETTLE_SECONDS = 10;
const MOST_IDLE_PERCENT = 5;

/** One backlog over few and over many boroughs; a trickle over many; and what a network costs in which nothing happens. */
export async function measure(wish: Wish): Promise<Figure[]> {
  const events = wish.events ?? EVENTS;
  const shorter = Math.min(1, events / EVENTS);
  const ground = await Ground.make(wish);
  try {
    const [few, many] = [await ManyBoroughs.start(ground, FEW), await ManyBoroughs.start(ground, MANY)];
    await Promise.all([few.fill(events), many.fill(events)]);
    const drained = await drains(few, many, wish.rounds);
    const trickled = await trickle(many, Math.max(5, TRICKLE_SECONDS * shorter));
    await ground.clear();
    return [...drained, ...trickled, ...(await idle(Math.max(5, IDLE_SECONDS * shorter)))];
  } finally {
    await ground.clear();
  }
}

async function drains(few: ManyBoroughs, many: ManyBoroughs, rounds: number): Promise<Figure[]> {
  const taken = takenByOthers();
  const measured: { few: DrainedBacklog; many: DrainedBacklog }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [first, second] = round % 2 === 0 ? [few, many] : [many, few];
    const [one, other] = [await first.drain(), await second.drain()];
    measured.push(round % 2 === 0 ? { few: one, many: other } : { few: other, many: one });
    process.stderr.write(`round ${round + 1}: ${JSON.stringify(measured.at(-1))}\n`);
  }
  const takenPercent = taken();
  const figure = (name: string, values: number[], more: Partial<Figure> = {}): Figure => ({
    name,
    value: median(values),
    unit: 'µs/event',
    takenPercent,
    rounds: values,
    ...more,
  });
  const times = (of: keyof DrainedBacklog): number[] => measured.map((round) => round.many[of] / round.few[of]);
  return [
    figure(
      `one backlog over ${FEW} boroughs`,
      measured.map((round) => round.few.microseconds),
    ),
    figure(
      `one backlog over ${MANY} boroughs`,
      measured.map((round) => round.many.microseconds),
    ),
    figure(`${MANY} beside ${FEW}, time`, times('microseconds'), { unit: 'times', atMost: MOST_TIMES_LONGER }),
    figure(`${MANY} beside ${FEW}, processor time`, times('processorMicroseconds'), { unit: 'times' }),
  ];
}

async function trickle(many: ManyBoroughs, seconds: number): Promise<Figure[]> {
  const taken = takenByOthers();
  const used = await many.trickle(seconds);
  const takenPercent = taken();
  return [...used]
    .filter(([, percent]) => percent >= 0.1)
    .map(([name, value]) => ({ name: `an event a second of each of ${MANY}, ${name}`, value, unit: '% of one', takenPercent }));
}

/** The network as `npm start` makes it, without content; the first seconds do not count. */
async function idle(seconds: number): Promise<Figure[]> {
  const network = await startNetwork({ DEMONSTRATION: 'none' });
  try {
    await pause(SETTLE_SECONDS * 1000);
    const processes = network.processes();
    const postgres = processes.find(({ name }) => name === 'postgres')?.pid ?? 0;
    const measured = { named: new Map(processes.filter(({ pid }) => pid !== postgres).map(({ name, pid }) => [pid, name])), postgres };
    const [taken, before] = [takenByOthers(), processorTime(measured)];
    await pause(seconds * 1000);
    const used = usedForEach(before, processorTime(measured), seconds * 10_000);
    const takenPercent = taken();
    const figures = [...used].map(([name, value]): Figure => ({ name: `idle, ${name}`, value, unit: '% of one', takenPercent }));
    const value = figures.reduce((sum, figure) => sum + figure.value, 0);
    return [...figures, { name: 'idle, the network in all', value, unit: '% of one', takenPercent, atMost: MOST_IDLE_PERCENT }];
  } finally {
    await network.stop();
  }
}
