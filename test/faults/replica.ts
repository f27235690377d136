import { appendFileSync, readFileSync, writeFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FaultPoint } from '../../libs/events/src/fault-points.js';
import { OwnProcess } from '../../deploy/local/processes.js';
import { type FaultAction, NO_ORDERS, type Orders, PRELOAD_SETTING, type PreloadSettings } from './faults.config.js';
import { Member } from './member.js';
import type { TcpProxies, TcpProxy } from './tcp-proxy.js';

const PRELOAD = resolve('dist/test/faults/preload.js');

export interface ReplicaSettings {
  /** The code of the service it is one of: a borough's, or `aggregator`. */
  readonly service: string;
  /** Such as `westminster-2`. */
  readonly name: string;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  readonly seed: string;
  readonly edits: readonly string[];
  readonly url: string;
  readonly links: { readonly postgres: TcpProxy; readonly nats: TcpProxies };
  readonly pauseMs: () => number;
}

/** A fault point that fired in a process. */
export interface Fired {
  readonly process: string;
  readonly point: FaultPoint;
  readonly action: FaultAction;
}

/** One of the two processes of a service, over links of its own, with fault points that the harness commands. */
export class Replica {
  readonly member: Member;
  private orders: Orders = NO_ORDERS;
  private readonly ordersFile: string;

  constructor(readonly settings: ReplicaSettings) {
    const { name, folder, script, env, seed, edits, pauseMs } = settings;
    this.ordersFile = join(folder, `${name}.orders.json`);
    this.order({});
    const firedFile = firedFileIn(folder);
    appendFileSync(firedFile, '');
    const logFile = join(folder, `${name}.log`);
    this.member = new Member(
      name,
      (startNumber) => {
        const preload: PreloadSettings = {
          process: name,
          seed: `${seed} ${name} ${startNumber}`,
          firedFile,
          ordersFile: this.ordersFile,
          edits,
        };
        const own = { ...env, [PRELOAD_SETTING]: JSON.stringify(preload) };
        return OwnProcess.start(process.execPath, ['--import', PRELOAD, script], { env: own, logFile });
      },
      pauseMs,
    );
  }

  get name(): string {
    return this.settings.name;
  }

  /** Tells the process what is to be, beside what it was told before. */
  order(change: Partial<Orders>): void {
    this.orders = { ...this.orders, ...change };
    writeFileSync(`${this.ordersFile}.new`, JSON.stringify(this.orders));
    renameSync(`${this.ordersFile}.new`, this.ordersFile);
  }

  async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.settings.url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    await answer?.arrayBuffer();
    return answer?.ok ?? false;
  }
}

const firedFileIn = (folder: string): string => join(folder, 'fired.jsonl');

/** Every fault point that has fired in any process of the network. */
export function firedIn(folder: string): Fired[] {
  return readFileSync(firedFileIn(folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Fired);
}
