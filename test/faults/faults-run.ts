import type { LoggedEvent } from '../../libs/events/src/envelope.js';
import { AGGREGATOR } from '../../deploy/nats/names.js';
import { checkAggregator } from './aggregator-check.js';
import { checkBorough, logOf } from './borough-check.js';
import { Chance } from './chance.js';
import { FaultNetwork } from './fault-network.js';
import type { Stage } from './stage.js';
import { Load } from './load.js';
import { NO_KEY } from './mutants.js';
import { pointsFired } from './points.js';
import { replay } from './replay.js';
import { RESTORED, restoreToThePast } from './restored.js';
import { type Schedule, throughFaults } from './schedule.js';
import { settle } from './settle.js';
import { wrongStream } from './stream-check.js';

export interface RunSettings extends Schedule {
  readonly seed: string;
  /** The safeguards that the pipe is to do without (see mutants.ts). */
  readonly lacks: readonly string[];
  /** How many servers the broker has: one, or three with a copy of every stream on each. */
  readonly nodes: number;
  /** How much each stream may hold, in bytes. */
  readonly streamBytes: number;
  /** Whether a borough's database is restored to the past, once all else has come to rest. */
  readonly restores: boolean;
  readonly settlesWithinMs: number;
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
  const { seed, nodes, streamBytes, lacks, keepsLogs, verbose, signal } = settings;
  const edits = lacks.filter((name) => name !== NO_KEY);
  const network = await FaultNetwork.prepare({
    chance: new Chance(`${seed} pauses`),
    seed,
    nodes,
    streamBytes,
    edits,
    keepsLogs,
    say: verbose,
  });
  const ended = (): void => void network.remove();
  signal.addEventListener('abort', ended, { once: true });
  try {
    signal.throwIfAborted();
    await network.start();
    if (lacks.includes(NO_KEY)) await dropKeys(network);
    const stage: Stage = { network, chance: new Chance(seed), loads: await startLoads(network, seed), poisoned: new Set() };
    return await go(stage, settings);
  } finally {
    signal.removeEventListener('abort', ended);
    await network.remove();
  }
}

async function go(stage: Stage, settings: RunSettings): Promise<RunReport> {
  const { network, loads } = stage;
  const faults = await throughFaults(stage, settings);
  await Promise.all([...loads.values()].map((load) => load.stop()));
  const { milliseconds, why } = await settle(network, network.boroughs, settings.settlesWithinMs);
  settings.verbose(why ?? `at rest after ${(milliseconds / 1_000).toFixed(1)} s`);
  const violations = [...faults.violations, ...(why === null ? [] : [`the network did not come to rest: ${why}`])];
  if (settings.restores && why === null) {
    violations.push(...(await restoreToThePast(stage)));
    faults.counts.set(RESTORED, 1);
  }
  const logs = await logsOf(stage);
  violations.push(...(await check(stage, logs)));
  const sum = (of: (load: Load) => number): number => [...loads.values()].reduce((total, load) => total + of(load), 0);
  return {
    faults: faults.counts,
    points: pointsFired(network),
    events: [...logs.values()].reduce((total, { length }) => total + length, 0),
    settleMs: milliseconds,
    commands: {
      answered: sum(({ answered }) => answered.length),
      refused: sum(({ refused }) => refused),
      unknown: sum(({ unknown }) => unknown),
    },
    violations,
  };
}

async function startLoads(network: FaultNetwork, seed: string): Promise<Map<string, Load>> {
  const loads = await Promise.all(
    network.boroughs.map(async (code) => {
      const urls = network.of(code).map(({ settings }) => settings.url);
      const [token, council, sector] = await Promise.all([
        network.officers.token(code),
        network.officers.token(code, 'council-co-chair'),
        network.officers.token(code, 'sector-co-chair'),
      ]);
      const load = new Load({ code, urls, token, chairTokens: { council, sector } }, new Chance(`${seed} load ${code}`));
      await load.prepare();
      return [code, load] as const;
    }),
  );
  for (const [, load] of loads) load.start();
  return new Map(loads);
}

async function dropKeys(network: FaultNetwork): Promise<void> {
  for (const borough of network.boroughs) {
    await network.asSuperuser(borough, (client) => client.query('alter table events drop constraint events_pkey'));
  }
}

/** The logs of all boroughs; of one that is gone for good, as far as the aggregator had it. */
async function logsOf({ network }: Stage): Promise<Map<string, LoggedEvent[]>> {
  const logs = new Map<string, LoggedEvent[]>();
  for (const borough of network.allBoroughs) {
    const log = await network.asSuperuser(borough, logOf);
    const { rows } = await network.asSuperuser(AGGREGATOR, (client) =>
      client.query<{ position: string }>('select position from feed_positions where borough = $1', [borough]),
    );
    logs.set(borough, network.boroughs.includes(borough) ? log : log.slice(0, Number(rows[0]?.position ?? 0)));
  }
  return logs;
}

async function check({ network, loads, poisoned }: Stage, logs: ReadonlyMap<string, readonly LoggedEvent[]>): Promise<string[]> {
  const violations: string[] = [];
  for (const borough of network.boroughs) {
    const answered = loads.get(borough)?.answered ?? [];
    violations.push(...(await network.asSuperuser(borough, (client) => checkBorough(borough, client, answered, poisoned))));
    violations.push(...(await wrongStream(network, borough, logs.get(borough) ?? [])));
  }
  await network.asSuperuser('postgres', (client) => client.query('create database replayed template template0'));
  try {
    await replay({ url: network.urlOf('replayed'), boroughsFolder: network.boroughsFolder, logs });
  } catch (error) {
    return [...violations, `the logs cannot be applied in one go: ${(error as Error).message}`];
  }
  const ofAggregator = await network.asSuperuser(AGGREGATOR, (live) =>
    network.asSuperuser('replayed', (replayed) => checkAggregator(live, replayed, logs, poisoned)),
  );
  return [...violations, ...ofAggregator];
}
