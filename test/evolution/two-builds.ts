import { cpSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../../deploy/local/free-port.js';
import { newSeed, publicKeyOf } from '../../deploy/nats/nats-user.js';
import { BenchProcess } from '../bench/bench-process.js';
import { boroughFile, boroughSettings } from '../bench/programs.js';
import { type TestDatabase } from '../support/database.js';
import { type TestNats } from '../support/nats.js';
import { until } from '../support/until.js';

/** A fact by the name of its contract, for a program that may know contracts which the test does not. */
export interface ToldFact {
  readonly type: string;
  readonly subject: string;
  readonly data: object;
}

/** A program of one of the two builds, in a process of its own. */
export interface Started {
  readonly process: BenchProcess;
  readonly url: string;
}

/** Starts programs of either build on one broker; each build is named by its folder. */
export class TwoBuilds {
  private readonly started: BenchProcess[] = [];
  private readonly headSeeds = new Map<string, string>();
  private readonly boroughsFolder: string;

  constructor(
    private readonly folder: string,
    private readonly nats: TestNats,
    boroughs: readonly string[],
  ) {
    this.boroughsFolder = mkdtempSync(join(folder, 'boroughs-'));
    for (const code of boroughs) {
      this.headSeeds.set(code, newSeed());
      cpSync(boroughFile(code), join(this.boroughsFolder, `${code}.yaml`));
    }
  }

  async borough(build: string, code: string, { url, ownerUrl }: TestDatabase): Promise<Started> {
    const headSeed = () => this.headSeeds.get(code) ?? '';
    const env = await boroughSettings({ ...this.nats, headSeed }, code, { appUrl: url, ownerUrl });
    return this.start(code, build, 'test/evolution/borough-process.js', env);
  }

  async aggregator(build: string, { url }: TestDatabase): Promise<Started> {
    const port = String(await freePort());
    const headKeys = [...this.headSeeds].map(([code, seed]) => `${code}=${publicKeyOf(seed)}`).join(',');
    const started = await this.start('aggregator', build, 'test/bench/pipe/aggregator-process.js', {
      NATS_URL: this.nats.url,
      NATS_SEED: this.nats.seed('aggregator'),
      HEAD_KEYS: headKeys,
      LOG_LEVEL: 'warn',
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: url,
      BOROUGHS_FOLDER: this.boroughsFolder,
      BOROUGH_URLS: '',
    });
    await until(() => {
      started.process.mustLive();
      return fetch(`${started.url}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      );
    });
    return started;
  }

  private async start(name: string, build: string, script: string, env: Record<string, string>): Promise<Started> {
    const process = new BenchProcess(
      name,
      { folder: this.folder, profiles: null, nodeOptions: [] },
      { script: resolve(build, 'dist', script), env },
    );
    this.started.push(process);
    await process.says('ready');
    return { process, url: env.PUBLIC_URL ?? '' };
  }

  async stop(): Promise<void> {
    await Promise.all(this.started.map((process) => process.stop()));
  }
}

/** Has a borough tell facts in one transaction. */
export async function tell({ process }: Started, ...facts: readonly ToldFact[]): Promise<void> {
  process.tell('tell', { facts });
  await process.says('told');
}
