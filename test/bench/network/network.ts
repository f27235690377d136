import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../deploy/local/free-port.js';
import { localConfig } from '../../../deploy/local/local.config.js';
import type { NetworkFile } from '../../../deploy/local/network-file.js';
import { onStopWish } from '../../../deploy/local/stop-wish.js';
import type { NamedMark } from '../../../deploy/local/var-folder.js';
import { LocalStart } from '../../support/local-start.js';
import { inheritedEnvironment } from '../../support/test.config.js';

/** A network of the measurement's own, as `npm start` makes it, beside one that may run on this machine. */
export interface BenchNetwork {
  /** From the call of the built program to the line `ready`, the demonstration content loaded. */
  readonly startUpSeconds: number;
  readonly aggregator: string;
  /** The address of a borough, by its code. */
  borough(code: string): string;
  /** A bearer token of a demonstration person. */
  token(person: string): string;
  /** The resident memory of each process of the network, in megabytes, by name. */
  residentMegabytes(): Record<string, number>;
  /** The processes of the network. */
  processes(): NamedMark[];
  stop(): Promise<void>;
}

/** `more` are settings that differ. The network ends when the bench ends, however that ends. */
export async function startNetwork(more: NodeJS.ProcessEnv = {}): Promise<BenchNetwork> {
  const folder = mkdtempSync(join(tmpdir(), 'compact-bench-'));
  chmodSync(folder, 0o755);
  const own = { PORT_BASE: String(await freePort(10)), VAR_FOLDER: folder, LOG_LEVEL: 'warn', npm_lifecycle_event: 'start' };
  const env = { ...inheritedEnvironment(), ...own, ...more };
  const began = performance.now();
  const start = LocalStart.begin(env);
  const stop = async (): Promise<void> => {
    await start.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  onStopWish(localConfig().startedByNpm, () => void stop().finally(() => process.exit(1)));
  try {
    await start.says(/^ready$/m);
  } catch (error) {
    await stop();
    throw error;
  }
  const startUpSeconds = (performance.now() - began) / 1000;
  const processes = (): NamedMark[] => JSON.parse(readFileSync(join(folder, 'processes.json'), 'utf8')) as NamedMark[];
  const { aggregator, boroughs } = JSON.parse(readFileSync(join(folder, 'network.json'), 'utf8')) as NetworkFile;
  return {
    startUpSeconds,
    aggregator: aggregator.url,
    borough: (code) => boroughs.find((borough) => borough.code === code)?.url ?? '',
    token: (person) => execFileSync(process.execPath, ['dist/deploy/local/token.js', person], { env, encoding: 'utf8' }).trim(),
    residentMegabytes: () => residentMegabytes(processes()),
    processes,
    stop,
  };
}

function residentMegabytes(processes: readonly NamedMark[]): Record<string, number> {
  return Object.fromEntries(
    processes.map(({ name, pid }) => {
      const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return [name, Math.round(Number(kilobytes ?? 0) / 1024)];
    }),
  );
}
