import { setTimeout as wait } from 'node:timers/promises';
import type { LoggedEvent } from '../../libs/events/src/envelope.js';
import { AGGREGATOR } from '../../deploy/nats/names.js';
import { envelopeText } from '#events';
import { checkAggregator } from './aggregator-check.js';
import { checkBorough, logOf } from './borough-check.js';
import { Chance } from './chance.js';
import { FaultNetwork } from './fault-network.js';
import { type Kind, KINDS, type Stage } from './kinds.js';
import { Load } from './load.js';
import { StreamTookIt, streamOf } from './messages.js';
import { firePoints, pointsFired } from './points.js';
import { replay } from './replay.js';
import { settle } from './settle.js';

export interface RunSettings {
  readonly seed: string;
  readonly seconds: number;
  readonly kinds: readonly string[];
  readonly edits: readonly string[];
  readonly streamBytes: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly keepsLogs: boolean;
}

/** What came of a run. */
export interface RunReport {
  readonly faults: ReadonlyMap<string, number>;
  readonly points: ReadonlyMap<string, number>;
  readonly events: number;
  readonly settleMs: number;
  readonly commands: { readonly answered: number; readonly refused: number; readonly unknown: number };
  readonly violations: readonly string[];
}

/** One run: the network is started and loaded, faults go over it, and then everything that must hold is checked. */
export async function runFaults(settings: RunSettings): Promise<RunReport> {
  const { seed, streamBytes, edits, say, keepsLogs } = settings;
  const chance = new Chance(seed);
  const network = await FaultNetwork.prepare({ seed, chance: new Chance(`${seed} pauses`), streamBytes, edits, say, keepsLogs });
  const ended = () => void network.remove();
  settings.signal.addEventListener('abort', ended, { once: true });
  try {
    await network.start();
    const loads = await startLoads(network, seed);
    const stage: Stage = { network, chance, loads, poisoned: new Set() };
    const faults = await throughFaults(stage, settings);
    await Promise.all([...loads.values()].map((load) => load.stop()));
    for (const load of loads.values()) say(JSON.stringify([...load.refusals].toSorted((a, b) => b[1] - a[1]).slice(0, 12), null, 1));
    const { milliseconds, why } = await settle(network, network.boroughs);
    say(why === null ? `settled in ${(milliseconds / 1000).toFixed(1)} s` : `not settled: ${why}`);
    const { events, violations } = await check(stage);
    const sum = (of: (load: Load) => number): number => [...loads.values()].reduce((total, load) => total + of(load), 0);
    return {
      faults: faults.counts,
      points: pointsFired(network),
      events,
      settleMs: milliseconds,
      commands: { answered: sum((load) => load.answered.length), refused: sum(({ refused }) => refused), unknown: sum(({ unknown }) => unknown) },
      violations: [...faults.violations, ...(why === null ? [] : [`it did not come to rest: ${why}`]), ...violations],
    };
  } finally {
    settings.signal.removeEventListener('abort', ended);
    await network.remove();
  }
}

async function startLoads(network: FaultNetwork, seed: string): Promise<Map<string, Load>> {
  const loads = await Promise.all(
    network.boroughs.map(async (code) => {
      const urls = network.of(code).map(({ settings }) => settings.url);
      const load = new Load({ code, urls, token: await network.token(code) }, new Chance(`${seed} load ${code}`));
      await load.prepare();
      return [code, load] as const;
    }),
  );
  for (const [, load] of loads) load.start();
  return new Map(loads);
}

interface FaultsDone {
  readonly counts: Map<string, number>;
  readonly violations: string[];
}

/** Goes once through all kinds in an order of chance, then on by chance until the time is over; at most so many at once. */
async function throughFaults(stage: Stage, { kinds, seconds, say, signal }: RunSettings): Promise<FaultsDone> {
  const { network, chance } = stage;
  const counts = new Map(kinds.map((name) => [name, 0]));
  const violations: string[] = [];
  const points = new AbortController();
  const firing = kinds.length > 0 ? firePoints(network, new Chance(`${chance.next()} points`), points.signal) : Promise.resolve();
  const queue = chance.shuffled(kinds);
  const running = new Set<Promise<void>>();
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until && !signal.aborted) {
    await wait(chance.between(200, 1_200));
    const name = queue.shift() ?? chance.pick(kinds);
    const doing = inject(name, KINDS[name] as Kind, stage)
      .then((on) => {
        counts.set(name, (counts.get(name) ?? 0) + 1);
        say(`${name}: ${on}`);
      })
      .catch((error: Error) => {
        say(`${name}: not done, ${error.message}`);
        if (error instanceof StreamTookIt) violations.push(error.message);
        else queue.push(name);
      })
      .finally(() => running.delete(doing));
    running.add(doing);
    while (running.size >= 3) await Promise.race(running);
  }
  points.abort();
  await Promise.all([...running, firing]);
  return { counts, violations };
}

const inject = async (_name: string, kind: Kind, stage: Stage): Promise<string> => kind(stage);

async function check({ network, loads, poisoned }: Stage): Promise<{ events: number; violations: string[] }> {
  const logs = new Map<string, LoggedEvent[]>();
  const violations: string[] = [];
  for (const borough of network.boroughs) {
    await network.asSuperuser(borough, async (client) => {
      logs.set(borough, await logOf(client));
      violations.push(...(await checkBorough(borough, client, loads.get(borough)?.answered ?? [], poisoned)));
    });
    violations.push(...(await wrongStream(network, borough, logs.get(borough) ?? [])));
  }
  await network.asSuperuser('postgres', (client) => client.query('create database replayed template template0'));
  await replay({ url: network.urlOf('replayed'), boroughsFolder: network.boroughsFolder, logs });
  await network.asSuperuser(AGGREGATOR, (live) =>
    network.asSuperuser('replayed', async (replayed) => {
      violations.push(...(await checkAggregator(live, replayed, logs, poisoned)));
    }),
  );
  return { events: [...logs.values()].reduce((sum, { length }) => sum + length, 0), violations };
}

/** What a stream has is the log: its sequence is the position, and the bytes are the same but for what was erased since. */
async function wrongStream(network: FaultNetwork, borough: string, log: readonly LoggedEvent[]): Promise<string[]> {
  const messages = await streamOf(network, borough);
  const source = network.sourceOf(borough);
  const wrong = messages.filter(({ sequence, text }) => {
    const event = log[sequence - 1];
    return !event || (event.dataText === null ? !text.includes(event.hash) : text !== envelopeText(source, event));
  });
  return wrong.slice(0, 3).map(({ sequence, text }) => `${borough}: the stream has at ${sequence} what the log has not: ${text.slice(0, 200)}`);
}
