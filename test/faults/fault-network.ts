import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SystemClock } from '#clock';
import { migrate } from '#database';
import { beginEpoch } from '#events';
import { Client } from 'pg';
import { migrations as aggregatorMigrations } from '../../apps/aggregator/src/migrations/index.js';
import { migrations as boroughMigrations, rights } from '../../apps/borough/src/migrations/index.js';
import { readBoroughs } from '../../deploy/local/boroughs.js';
import { findNatsServer } from '../../deploy/local/find-nats-server.js';
import { freePort } from '../../deploy/local/free-port.js';
import { localConfig, type LocalConfig } from '../../deploy/local/local.config.js';
import { demonstrationPeople } from '../../deploy/local/people.js';
import { removeCluster, startPostgres } from '../../deploy/local/postgres-server.js';
import { tailOf } from '../../deploy/local/processes.js';
import { loadSecrets, type Secrets, secretsOf } from '../../deploy/local/secrets.js';
import { localPlan, type LocalPlan, type LocalService, serviceEnvironment, servicesOf } from '../../deploy/local/services.js';
import { AGGREGATOR } from '../../deploy/nats/names.js';
import { databaseName, type DatabaseUrls, provisionDatabases } from '../../deploy/postgres/databases.js';
import { Broker } from './broker.js';
import type { Chance } from './chance.js';
import { Member } from './member.js';
import { Officers } from './officers.js';
import { Replica } from './replica.js';
import { TcpProxies, TcpProxy } from './tcp-proxy.js';
import { noteMoves } from './moves.js';
import { withChildren } from './with-children.js';

const BOROUGHS = ['kensington-and-chelsea', 'westminster'];
const REPLICAS = [1, 2] as const;
const READY_WITHIN_MS = 60_000;
/** A program that ends so often before it is ready will never be. */
const MOST_STARTS = 3;

export interface NetworkSettings {
  readonly seed: string;
  readonly chance: Chance;
  /** How many servers the broker has. */
  readonly nodes: number;
  /** How much each stream may hold, in bytes: less than is told in a run, so that what is not read in time is dropped. */
  readonly streamBytes: number;
  /** The names of the edits of the pipe's code. */
  readonly edits: readonly string[];
  readonly say: (line: string) => void;
  /** Whether the folder with the logs of all processes stays. */
  readonly keepsLogs: boolean;
}

/** Two boroughs and the aggregator, two processes each, with one PostgreSQL and one broker, all under faults. */
export class FaultNetwork {
  /** The processes that are there and come up again. */
  replicas: readonly Replica[] = [];
  /** The boroughs that are not gone for good. */
  boroughs: readonly string[] = BOROUGHS;
  readonly allBoroughs: readonly string[] = BOROUGHS;
  private readonly epochs = new Map<string, number>();
  private postgresMember: Member | null = null;
  private brokerMember: Broker | null = null;
  private config!: LocalConfig;
  private secrets!: Secrets;
  private plan!: LocalPlan;
  officers!: Officers;
  private urls = new Map<string, DatabaseUrls>();
  private ended: Promise<void> | null = null;
  superuserUrl = '';

  private constructor(
    readonly folder: string,
    private readonly settings: NetworkSettings,
  ) {}

  /** Makes the folder that all of it lies in; `start` does the rest, `remove` takes all of it away again at any time. */
  static async prepare(settings: NetworkSettings): Promise<FaultNetwork> {
    const folder = await mkdtemp(join(tmpdir(), 'compact-faults-'));
    await chmod(folder, 0o755);
    if (settings.keepsLogs) settings.say(`The logs are in ${folder}`);
    return new FaultNetwork(folder, settings);
  }

  get postgres(): Member {
    return this.postgresMember as Member;
  }

  get broker(): Broker {
    return this.brokerMember as Broker;
  }

  /** The processes of one service. */
  of(service: string): Replica[] {
    return this.replicas.filter(({ settings }) => settings.service === service);
  }

  get aggregators(): Replica[] {
    return this.of(AGGREGATOR);
  }

  /** A session of the superuser in a service's database, or in any other by its name. */
  async asSuperuser<T>(service: string, act: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.urlOf(service) });
    client.on('error', () => {});
    await client.connect();
    try {
      return await act(client);
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Where the superuser reaches a database. */
  urlOf(service: string): string {
    return Object.assign(new URL(this.superuserUrl), { pathname: `/${databaseName(service)}` }).href;
  }

  natsSeed(user: string): string {
    return user === 'provisioner' ? this.secrets.provisionerSeed : secretsOf(this.secrets, user).natsSeed;
  }

  headSeed(borough: string): string {
    return secretsOf(this.secrets, borough).headSeed;
  }

  /** The address that a borough says of itself. */
  sourceOf(borough: string): string {
    return this.plan.boroughs.find(({ code }) => code === borough)?.url ?? '';
  }

  get boroughsFolder(): string {
    return join(this.folder, 'boroughs');
  }

  /** Begins a new epoch of a borough's log, as the operator does after its database was restored to the past. */
  async beginEpoch(borough: string): Promise<void> {
    const epoch = await this.asSuperuser(borough, (client) => beginEpoch(client, this.epochOf(borough), new SystemClock().now()));
    this.epochs.set(borough, epoch);
    await this.broker.renew(borough, epoch);
  }

  epochOf(borough: string): number {
    return this.epochs.get(borough) ?? 1;
  }

  /** A borough is gone for good: nobody starts its processes again. */
  async lose(borough: string): Promise<void> {
    const gone = this.of(borough);
    this.replicas = this.replicas.filter((replica) => !gone.includes(replica));
    this.boroughs = this.boroughs.filter((code) => code !== borough);
    await Promise.all(gone.map(({ member }) => member.end('at once')));
    await Promise.all(gone.flatMap(({ settings: { links } }) => [links.postgres.close(), links.nats.close()]));
  }

  async start(): Promise<void> {
    await mkdir(this.boroughsFolder);
    for (const code of BOROUGHS) await copyFile(resolve('deploy/boroughs', `${code}.yaml`), join(this.boroughsFolder, `${code}.yaml`));
    const boroughs = await readBoroughs(this.boroughsFolder);
    const portBase = await freePort(10);
    this.config = { ...localConfig(), portBase, varFolder: this.folder, logLevel: 'warn', loadsDemonstration: false };
    this.plan = localPlan(this.config, boroughs);
    this.secrets = await loadSecrets(
      join(this.folder, 'secrets.json'),
      servicesOf(this.plan).map(({ code }) => code),
    );
    const { folder, plan, secrets, boroughsFolder, config } = this;
    const people = demonstrationPeople(boroughs);
    this.officers = new Officers({ folder, plan, secrets, boroughsFolder, people, inherited: config.inherited });
    await Promise.all([this.startDatabase(), this.startBroker(), this.officers.start()]);
    await Promise.all([
      ...plan.boroughs.map((borough) => this.officers.giveRoles(borough, this.environmentOf(borough))),
      ...servicesOf(this.plan).flatMap((service) => REPLICAS.map((number) => this.addReplica(service, number))),
    ]);
    await Promise.all(this.replicas.map((replica) => this.untilReady(replica)));
  }

  /** Ends every process and removes the folder. */
  remove(): Promise<void> {
    return (this.ended ??= this.removeAll());
  }

  private async removeAll(): Promise<void> {
    await Promise.all(this.replicas.map(({ member }) => member.end('at once')));
    await Promise.all([this.brokerMember?.end(), this.postgresMember?.end('at once'), this.officers?.stop()]);
    await Promise.all(this.replicas.flatMap(({ settings: { links } }) => [links.postgres.close(), links.nats.close()]));
    await removeCluster(join(this.folder, 'postgres'));
    if (!this.settings.keepsLogs) await rm(this.folder, { recursive: true, force: true });
  }

  private async startDatabase(): Promise<void> {
    const place = { folder: join(this.folder, 'postgres'), port: await freePort(), logFile: join(this.folder, 'postgres.log') };
    const options = { ...place, password: this.secrets.superuserPassword, env: this.config.inherited, throwAway: true };
    const start = async () => {
      const server = await startPostgres(options);
      this.superuserUrl = server.url;
      return server.process;
    };
    this.postgresMember = new Member('postgres', start, () => this.pauseMs(), withChildren);
    await this.postgres.begin();
    const services = servicesOf(this.plan);
    this.urls = await provisionDatabases(
      this.superuserUrl,
      services.map(({ code }) => ({ service: code, ...secretsOf(this.secrets, code) })),
    );
    for (const { code } of services) {
      const isAggregator = code === AGGREGATOR;
      await migrate({
        ...this.urlsOf(code),
        ...(isAggregator ? { migrations: aggregatorMigrations } : { migrations: boroughMigrations, ...rights }),
      });
    }
    await this.asSuperuser(AGGREGATOR, noteMoves);
  }

  private async startBroker(): Promise<void> {
    const { streamBytes, nodes, say } = this.settings;
    this.brokerMember = await Broker.prepare({
      program: await findNatsServer({ ...this.config, say }),
      folder: this.folder,
      nodes,
      boroughs: BOROUGHS,
      seedOf: (user) => this.natsSeed(user),
      epochs: this.epochs,
      streamBytes,
      env: this.config.inherited,
      pauseMs: () => this.pauseMs(),
    });
    await this.broker.begin();
  }

  private async addReplica(service: LocalService, number: number): Promise<void> {
    const { code, programs } = service;
    const { appUrl } = this.urlsOf(code);
    const [postgres, nats, port] = await Promise.all([
      TcpProxy.before(Number(new URL(appUrl).port)),
      TcpProxies.before(this.broker.ports),
      freePort(),
    ]);
    const urls = { ownerUrl: '', appUrl: Object.assign(new URL(appUrl), { port: String(postgres.port) }).href };
    const about = code === AGGREGATOR ? { BOROUGHS_FOLDER: this.boroughsFolder } : { HEAD_INTERVAL_MS: '1000' };
    const { folder, settings } = this;
    const replica = new Replica({
      service: code,
      name: `${code}-${number}`,
      script: join(programs, 'main.js'),
      env: {
        ...this.environmentOf(service, urls, nats.ports.map((each) => `nats://127.0.0.1:${each}`).join(',')),
        ...about,
        PORT: String(port),
      },
      folder,
      seed: settings.seed,
      edits: settings.edits,
      url: `http://127.0.0.1:${port}`,
      links: { postgres, nats },
      pauseMs: () => this.pauseMs(),
    });
    this.replicas = [...this.replicas, replica];
    await replica.member.begin();
  }

  /** Where the servers are reached is told, unless it is said otherwise, as it is without links between. */
  private environmentOf(service: LocalService, urls = this.urlsOf(service.code), natsUrl = this.broker.url): NodeJS.ProcessEnv {
    const { plan, config, secrets } = this;
    return serviceEnvironment(service, { plan, config, secrets, urls, natsUrl });
  }

  private async untilReady(replica: Replica): Promise<void> {
    for (let waited = 0; waited < READY_WITHIN_MS && replica.member.started < MOST_STARTS; waited += 100) {
      if (this.ended) throw new Error('The network was ended');
      if (await replica.isReady()) return;
      await wait(100);
    }
    throw new Error(`${replica.name} did not become ready:\n${await tailOf(join(this.folder, `${replica.name}.log`))}`);
  }

  private urlsOf(service: string): DatabaseUrls {
    const urls = this.urls.get(service);
    if (!urls) throw new Error(`There is no database for ${service}.`);
    return urls;
  }

  /** How long a killed process is away. */
  private pauseMs(): number {
    return this.settings.chance.between(50, 400);
  }
}
