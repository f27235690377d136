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
import { onStopWish } from '../../deploy/local/stop-wish.js';
import { AGGREGATOR, PROVISIONER } from '../../deploy/nats/names.js';
import { newSeed, publicKeyOf } from '../../deploy/nats/nats-user.js';
import { provisionStreams } from '../../deploy/nats/provision.js';
import { type DatabaseUrls, provisionDatabases } from '../../deploy/postgres/databases.js';
import { type ProcessorTime, processorTime } from './processor-time.js';
import { BenchProcess, type ProcessSettings } from './bench-process.js';

/** The broker of a measurement: the real server with the real users, rights and streams. */
export interface BenchNats {
  readonly url: string;
  readonly pid: number;
  /** The seed of a borough's code, or of `aggregator`. */
  seed(user: string): string;
}

/** What a measurement stands on: a PostgreSQL server that waits for the disk, brokers, and processes. All of it goes at the end. */
export class Ground {
  private readonly ending: (() => Promise<unknown> | void)[] = [];
  private readonly password = randomBytes(24).toString('hex');
  private superuserUrl = '';
  private superuser: Client | null = null;

  readonly named = new Map<number, string>();
  postgres = 0;

  private constructor(
    readonly folder: string,
    /** Where each process leaves a profile of where its time went, if asked for. */
    readonly profiles: string | null,
  ) {}

  static async make({ profiles = null }: { profiles?: string | null } = {}): Promise<Ground> {
    const folder = mkdtempSync(join(tmpdir(), 'compact-bench-'));
    chmodSync(folder, 0o711);
    const ground = new Ground(folder, profiles);
    onStopWish(localConfig().startedByNpm, () => void ground.clear().finally(() => process.exit(1)));
    try {
      await ground.startPostgres();
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

  /** A session of the bench's own. It ends with the ground. */
  async session(url = this.superuserUrl): Promise<Client> {
    const session = new Client({ connectionString: url });
    await session.connect();
    this.ending.push(() => session.end());
    return session;
  }

  async nats(boroughs: readonly string[]): Promise<BenchNats> {
    const config = localConfig();
    const seeds = new Map([...boroughs, AGGREGATOR, PROVISIONER].map((user) => [user, newSeed()]));
    const seed = (user: string): string => seeds.get(user) ?? '';
    const server = await startNats({
      program: await findNatsServer(config),
      folder: join(this.folder, 'nats'),
      port: await freePort(),
      users: {
        boroughs: boroughs.map((code) => ({ code, publicKey: publicKeyOf(seed(code)) })),
        aggregator: publicKeyOf(seed(AGGREGATOR)),
        provisioner: publicKeyOf(seed(PROVISIONER)),
      },
      logFile: join(this.folder, 'nats.log'),
      env: config.inherited,
    });
    this.ending.push(() => server.stop());
    this.named.set(server.pid, 'nats-server');
    await provisionStreams({ url: server.url, seed: seed(PROVISIONER), boroughs });
    return { url: server.url, pid: server.pid, seed };
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

  async clear(): Promise<void> {
    for (let end = this.ending.pop(); end; end = this.ending.pop()) await end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async startPostgres(): Promise<void> {
    const folder = join(this.folder, 'postgres');
    const place = { folder, logFile: join(this.folder, 'postgres.log') };
    this.ending.push(() => removeCluster(folder));
    const server = await startPostgres({ ...place, env: localConfig().inherited, password: this.password });
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
