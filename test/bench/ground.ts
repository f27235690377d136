import { type Migrations, migrate } from '#database';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { findNatsServer } from '../../deploy/local/find-nats-server.js';
import { freePort } from '../../deploy/local/free-port.js';
import { localConfig } from '../../deploy/local/local.config.js';
import { startNats } from '../../deploy/local/nats-server.js';
import { removeCluster, startPostgres } from '../../deploy/local/postgres-server.js';
import { OwnProcess } from '../../deploy/local/processes.js';
import { onStopWish } from '../../deploy/local/stop-wish.js';
import { AGGREGATOR, PROVISIONER } from '../../deploy/nats/names.js';
import { newSeed, publicKeyOf } from '../../deploy/nats/nats-user.js';
import { provisionStreams } from '../../deploy/nats/provision.js';
import { type DatabaseUrls, provisionDatabases } from '../../deploy/postgres/databases.js';
import { type ProcessorTime, processorTime } from './processor-time.js';
import { BenchProcess, type ProcessSettings } from './bench-process.js';
import { slowDisk } from './slow-disk.js';
import type { Wish } from './wish.js';

/** The broker of a measurement: the real server with the real users, rights and streams. */
export interface BenchNats {
  readonly url: string;
  readonly pid: number;
  /** The seed of a borough's code, or of `aggregator`. */
  seed(user: string): string;
  /** The seed that a borough signs its heads with. */
  headSeed(borough: string): string;
}

/** As docs/operating.md asks of a server with 8 GB: by itself PostgreSQL sets itself up for a small part of one. */
const MEMORY = { shared_buffers: '1GB', max_wal_size: '4GB' };

export type GroundWish = Partial<Pick<Wish, 'profiles' | 'nodeOptions'>> & { readonly isSlow?: boolean };

/** What a measurement stands on: a PostgreSQL server that waits for the disk, brokers, and processes. All of it goes at the end. */
export class Ground {
  private readonly ending: (() => Promise<unknown> | void)[] = [];
  private readonly password = randomBytes(24).toString('hex');
  private superuserUrl = '';
  private superuser: Client | null = null;
  private brokers = 0;
  private clearing: Promise<void> | null = null;

  readonly named = new Map<number, string>();
  postgres = 0;

  private constructor(
    readonly folder: string,
    /** Where each process leaves a profile of where its time went, if asked for. */
    readonly profiles: string | null,
    /** Settings of Node.js that every measured process is started with. */
    readonly nodeOptions: readonly string[],
  ) {}

  /** On a disk that is slow where that is asked for. @throws NoCompiler where this machine cannot make one. */
  static async make({ profiles = null, nodeOptions = [], isSlow = false }: GroundWish = {}): Promise<Ground> {
    const folder = mkdtempSync(join(tmpdir(), 'compact-bench-'));
    chmodSync(folder, 0o711);
    const ground = new Ground(folder, profiles, nodeOptions);
    onStopWish(localConfig().startedByNpm, () => void ground.clear().finally(() => process.exit(1)));
    try {
      await ground.startPostgres(isSlow ? await slowDisk(folder) : {});
    } catch (error) {
      await ground.clear();
      throw error;
    }
    return ground;
  }

  /** A new database for a service with its two roles; migrated where it is one of ours. */
  async database(service: string, migrations: Migrations | null, appendOnly: readonly string[] = []): Promise<DatabaseUrls> {
    const passwords = { ownerPassword: this.password, appPassword: this.password };
    const urls = (await provisionDatabases(this.superuserUrl, [{ service, ...passwords }])).get(service);
    if (!urls) throw new Error(`There is no database for ${service}`);
    if (migrations) await migrate({ ...urls, migrations, appendOnly });
    return urls;
  }

  /** The same database as the superuser. */
  asSuperuser(databaseUrl: string): string {
    return Object.assign(new URL(this.superuserUrl), { pathname: new URL(databaseUrl).pathname }).href;
  }

  /** A session of the bench's own. It ends with the ground. */
  async session(url = this.superuserUrl): Promise<Client> {
    const session = new Client({ connectionString: url });
    await session.connect();
    this.ending.push(() => session.end());
    return session;
  }

  /** With users and streams of these boroughs; `maxBytes` is what each stream may hold. */
  async nats(boroughs: readonly string[], maxBytes?: number): Promise<BenchNats> {
    this.brokers += 1;
    const name = `nats-${this.brokers}`;
    const config = localConfig();
    const seeds = new Map([...boroughs, AGGREGATOR, PROVISIONER].map((user) => [user, newSeed()]));
    const seed = (user: string): string => seeds.get(user) ?? '';
    const server = await startNats({
      program: await findNatsServer(config),
      folder: join(this.folder, name),
      port: await freePort(),
      users: {
        boroughs: boroughs.map((code) => ({ code, publicKey: publicKeyOf(seed(code)) })),
        aggregator: publicKeyOf(seed(AGGREGATOR)),
        provisioner: publicKeyOf(seed(PROVISIONER)),
      },
      logFile: join(this.folder, `${name}.log`),
      env: config.inherited,
    });
    this.ending.push(() => server.stop());
    this.named.set(server.pid, 'nats-server');
    await provisionStreams({ url: server.url, seed: seed(PROVISIONER), boroughs, ...(maxBytes === undefined ? {} : { maxBytes }) });
    const headSeeds = new Map(boroughs.map((borough) => [borough, newSeed()]));
    return { url: server.url, pid: server.pid, seed, headSeed: (borough) => headSeeds.get(borough) ?? '' };
  }

  /** A broker with JetStream and without users, as its documents have it: what peers are measured with. Returns its address. */
  async plainNats(): Promise<string> {
    const config = localConfig();
    const [port, program] = [await freePort(), await findNatsServer(config)];
    const place = { logFile: join(this.folder, 'plain-nats.log'), env: config.inherited };
    const store = ['-js', '-sd', join(this.folder, 'plain-nats')];
    const server = await OwnProcess.start(program, ['-a', '127.0.0.1', '-p', String(port), ...store], place);
    this.ending.push(() => server.stop());
    this.named.set(server.pid, 'plain nats-server');
    return `nats://127.0.0.1:${port}`;
  }

  /** Starts a Node process of the measurement, and waits until it says that it is ready. */
  async process(name: string, settings: ProcessSettings): Promise<BenchProcess> {
    const started = new BenchProcess(name, this, settings);
    this.named.set(started.pid, name);
    this.ending.push(() => started.stop());
    await started.says('ready');
    return started;
  }

  /** The processor time that all servers and processes of this ground have used. */
  processorTime(): ProcessorTime {
    return processorTime(this);
  }

  /** What is to be ended with the ground. */
  atEnd(end: () => Promise<unknown> | void): void {
    this.ending.push(end);
  }

  /** What earlier measurements left to be written is written, so that it does not fall into the next one. */
  async quiet(): Promise<void> {
    await this.superuser?.query('checkpoint');
  }

  /** Ends all that it stands on, in the reverse order, and removes its folder. Whoever asks while that goes on waits for the same. */
  clear(): Promise<void> {
    this.clearing ??= this.clearAll();
    return this.clearing;
  }

  private async clearAll(): Promise<void> {
    const faults: unknown[] = [];
    for (let end = this.ending.pop(); end; end = this.ending.pop()) {
      try {
        await end();
      } catch (error) {
        faults.push(error);
      }
    }
    rmSync(this.folder, { recursive: true, force: true });
    if (faults.length > 0) throw new AggregateError(faults, 'Not all of the bench ended in order');
  }

  private async startPostgres(disk: NodeJS.ProcessEnv): Promise<void> {
    const folder = join(this.folder, 'postgres');
    const place = { folder, logFile: join(this.folder, 'postgres.log') };
    this.ending.push(() => removeCluster(folder));
    const env = { ...localConfig().inherited, ...disk };
    const server = await startPostgres({ ...place, env, password: this.password, settings: MEMORY });
    this.ending.push(() => server.stop());
    this.superuserUrl = server.url;
    this.postgres = server.pid;
    this.superuser = await this.session();
    if (this.profiles !== null) await this.explainStatements(this.superuser, place.logFile, this.profiles);
  }

  /** Has PostgreSQL say in its log how it carried out what took it long; the log is kept with the profiles. */
  private async explainStatements(superuser: Client, logFile: string, profiles: string): Promise<void> {
    const settings = { log_min_duration: '10ms', log_analyze: 'on', log_timing: 'off', log_buffers: 'on', sample_rate: '0.1' };
    await superuser.query(`alter system set session_preload_libraries = 'auto_explain'`);
    for (const [name, value] of Object.entries(settings)) await superuser.query(`alter system set auto_explain.${name} = '${value}'`);
    await superuser.query('select pg_reload_conf()');
    mkdirSync(profiles, { recursive: true });
    this.ending.unshift(() => copyFileSync(logFile, join(profiles, 'postgres.log')));
  }
}
