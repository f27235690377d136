import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { publicKeyOf } from '../nats/nats-user.js';
import { provisionStreams } from '../nats/provision.js';
import { provisionDatabases, type DatabaseUrls } from '../postgres/databases.js';
import { readBoroughs, type LocalBorough } from './boroughs.js';
import { readJson, writeWhole } from './files.js';
import { findNatsServer } from './find-nats-server.js';
import { Fleet } from './fleet.js';
import { freePort } from './free-port.js';
import type { IdentitySettings } from './identity/settings.js';
import type { LocalConfig } from './local.config.js';
import { demonstrationMachines } from './machines.js';
import { startNats } from './nats-server.js';
import { demonstrationPeople, rolesToGive } from './people.js';
import type { NetworkFile } from './network-file.js';
import { refuseTakenPorts } from './ports.js';
import { startPostgres } from './postgres-server.js';
import { loadSecrets, secretsOf, type Secrets } from './secrets.js';
import { localPlan, serviceEnvironment, servicesOf, type LocalPlan, type LocalService } from './services.js';
import type { Epochs, VarFolder } from './var-folder.js';

/** How much one borough's stream may hold on this machine, in bytes. */
export const STREAM_BYTES = 256 * 1024 ** 2;
const DEMONSTRATION = resolve('dist/deploy/demonstration/load.js');

interface Parts {
  readonly plan: LocalPlan;
  readonly boroughs: readonly LocalBorough[];
  readonly secrets: Secrets;
  readonly database: Promise<Map<string, DatabaseUrls>>;
  readonly broker: Promise<string>;
  readonly mail: Promise<string>;
}

/** The boroughs, the aggregator and what they need, as processes of their own on this machine. */
export class LocalNetwork {
  private readonly fleet: Fleet;
  private starting: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly config: LocalConfig,
    private readonly folder: VarFolder,
    private readonly say: (line: string) => void,
  ) {
    this.fleet = new Fleet(say, (marks) => folder.listProcesses(marks));
  }

  /**
   * Starts everything and resolves when all of it is ready.
   * @throws Error when something does not start, or when it was asked to stop meanwhile.
   */
  async start(): Promise<LocalPlan> {
    const starting = this.startAll();
    this.starting = starting.catch(() => {});
    return starting;
  }

  /** Stops all in order, also in the middle of starting, and leaves no process behind. */
  async stop(): Promise<void> {
    this.fleet.giveUp();
    await this.starting;
    await this.fleet.stop();
    await rm(this.folder.network, { force: true });
    await rm(this.folder.processes, { force: true });
  }

  /** What does not need one another starts at once: the machine has more than one core. */
  private async startAll(): Promise<LocalPlan> {
    const boroughs = await readBoroughs(this.config.boroughsFolder);
    const plan = localPlan(this.config, boroughs);
    const services = servicesOf(plan);
    const uses = services.map(({ port, code }) => ({ port, service: code }));
    await refuseTakenPorts([...uses, { port: plan.identity.port, service: 'identity' }, { port: plan.mail.port, service: 'mail' }]);
    const codes = services.map(({ code }) => code);
    const secrets = await loadSecrets(this.folder.secrets, codes);
    const database = this.startDatabase(plan, secrets);
    const broker = this.startBroker(plan, secrets);
    const mail = this.startMail(plan);
    const parts = { plan, boroughs, secrets, database, broker, mail };
    const identity = this.startIdentity(plan, boroughs, secrets);
    await this.fleet.all([database, broker, mail, identity, ...services.map((service) => this.startService(service, parts))]);
    await writeWhole(this.folder.network, `${JSON.stringify(addresses(plan, await broker, await database), null, 2)}\n`);
    await this.loadDemonstration();
    this.fleet.keep();
    return plan;
  }

  private async startDatabase(plan: LocalPlan, secrets: Secrets): Promise<Map<string, DatabaseUrls>> {
    const [port, logFile] = [await freePort(), this.folder.log('postgres')];
    const options = { folder: this.folder.postgres, port, password: secrets.superuserPassword, logFile, env: this.config.inherited };
    let superuserUrl = '';
    await this.fleet.begin('database', {
      name: 'postgres',
      logFile,
      start: async () => {
        const server = await startPostgres(options);
        if (server.made) await this.folder.forgetWhatTheDatabaseHeld();
        superuserUrl = server.url;
        return server.process;
      },
      stop: (running) => running.stop('SIGINT', 15_000, 'SIGQUIT'),
    });
    return provisionDatabases(
      superuserUrl,
      servicesOf(plan).map(({ code }) => ({ service: code, ...secretsOf(secrets, code) })),
    );
  }

  private async startBroker(plan: LocalPlan, secrets: Secrets): Promise<string> {
    const program = await findNatsServer({ ...this.config, say: this.say, signal: this.fleet.signal });
    const codes = plan.boroughs.map(({ code }) => code);
    const keyOf = (code: string): string => publicKeyOf(secretsOf(secrets, code).natsSeed);
    const users = {
      boroughs: codes.map((code) => ({ code, publicKey: keyOf(code) })),
      aggregator: keyOf(plan.aggregator.code),
      provisioner: publicKeyOf(secrets.provisionerSeed),
    };
    const [port, logFile] = [await freePort(), this.folder.log('nats')];
    const options = { program, folder: this.folder.nats, port, users, logFile, env: this.config.inherited };
    const start = async () => (await startNats(options)).process;
    await this.fleet.begin('broker', { name: 'nats', logFile, start, stop: (running) => running.stop() });
    const url = `nats://127.0.0.1:${port}`;
    await provisionStreams({
      url,
      seed: secrets.provisionerSeed,
      boroughs: codes,
      epochs: (await readJson<Epochs>(this.folder.epochs)) ?? {},
      maxBytes: STREAM_BYTES,
    });
    return url;
  }

  private async startIdentity(plan: LocalPlan, boroughs: readonly LocalBorough[], secrets: Secrets): Promise<void> {
    const urls = new Map(plan.boroughs.map(({ code, url }) => [code, url]));
    const settings: IdentitySettings = {
      issuer: plan.identity.url,
      port: plan.identity.port,
      clients: servicesOf(plan).map(({ code, name, url }) => ({ id: code, name, url, secret: secretsOf(secrets, code).clientSecret })),
      machines: demonstrationMachines(boroughs).map(({ key: id, name, borough, scope }) => ({
        id,
        name,
        scope,
        url: urls.get(borough) ?? '',
        secret: secretsOf(secrets, borough).machineSecret,
      })),
      key: secrets.identityKey,
      cookieKey: secrets.identityCookieKey,
      boroughsFolder: this.config.boroughsFolder,
    };
    await writeWhole(this.folder.identity, JSON.stringify(settings, null, 2), 0o600);
    const env = { ...this.config.inherited, IDENTITY_FILE: this.folder.identity };
    const script = resolve('dist/deploy/local/identity/main.js');
    await this.fleet.beginNode('broker', { name: 'identity', script, env, logFile: this.folder.log('identity'), url: settings.issuer });
  }

  /** @returns where it takes mail. */
  private async startMail({ mail }: LocalPlan): Promise<string> {
    const smtpPort = await freePort();
    const env = { ...this.config.inherited, PUBLIC_URL: mail.url, PORT: String(mail.port), SMTP_PORT: String(smtpPort) };
    const script = resolve('dist/deploy/local/mail/main.js');
    await this.fleet.beginNode('broker', { name: 'mail', script, env, logFile: this.folder.log('mail'), url: mail.url });
    return `smtp://127.0.0.1:${smtpPort}`;
  }

  private async startService(service: LocalService, parts: Parts): Promise<void> {
    const { plan, secrets } = parts;
    const { code: name, url } = service;
    const urls = (await parts.database).get(name);
    if (!urls) throw new Error(`There is no database for ${name}.`);
    const ownerEnv = {
      ...serviceEnvironment(service, { plan, config: this.config, secrets, urls, natsUrl: '' }),
      DATABASE_OWNER_URL: urls.ownerUrl,
    };
    await this.runProgram(service, 'migrate', [], ownerEnv);
    const [natsUrl, smtpUrl] = [await parts.broker, await parts.mail];
    const env = serviceEnvironment(service, { plan, config: this.config, secrets, urls, natsUrl, smtpUrl });
    const main = this.fleet.beginNode('services', {
      name,
      script: join(service.programs, 'main.js'),
      env,
      logFile: this.folder.log(name),
      url,
    });
    await this.fleet.all([main, this.giveRoles(service, parts, env)]);
  }

  /** The borough's own database says who may do what. Roles are given once: what an officer changes later stays. */
  private async giveRoles(service: LocalService, { plan, boroughs }: Parts, env: NodeJS.ProcessEnv): Promise<void> {
    const issuer = plan.identity.url;
    const roles = [
      ...rolesToGive(demonstrationPeople(boroughs), issuer, service.code),
      ...demonstrationMachines(boroughs)
        .filter(({ borough }) => borough === service.code)
        .map(({ key: subject, name }) => ({ issuer, subject, name, role: 'funding-officer' })),
    ];
    const [given, text] = [this.folder.rolesGiven(service.code), JSON.stringify(roles, null, 2)];
    if (roles.length === 0 || (await readFile(given, 'utf8').catch(() => '')) === text) return;
    const wished = `${given}.wished`;
    await writeWhole(wished, text);
    await this.runProgram(service, 'give-role', ['--file', wished], env);
    await writeWhole(given, text);
  }

  /** Loaded once, into an empty network. */
  private async loadDemonstration(): Promise<void> {
    const { inherited, portBase, boroughsFolder, logLevel, loadsDemonstration } = this.config;
    if (!loadsDemonstration || existsSync(this.folder.demonstrationLoaded) || !existsSync(DEMONSTRATION)) return;
    const own = { PORT_BASE: String(portBase), VAR_FOLDER: this.folder.path, BOROUGHS_FOLDER: boroughsFolder };
    const env = { ...inherited, ...own, LOG_LEVEL: logLevel };
    await this.fleet.run({ name: 'Demonstration content', script: DEMONSTRATION, env, logFile: this.folder.log('demonstration') });
    await writeWhole(this.folder.demonstrationLoaded, '');
  }

  private async runProgram(
    service: LocalService,
    program: 'migrate' | 'give-role',
    args: readonly string[],
    env: NodeJS.ProcessEnv,
  ): Promise<void> {
    const name = `${service.code}-${program}`;
    await this.fleet.run({ name, script: join(service.programs, `${program}.js`), args, env, logFile: this.folder.log(name) });
  }
}

function addresses(
  { aggregator, boroughs, identity, mail }: LocalPlan,
  natsUrl: string,
  databases: Map<string, DatabaseUrls>,
): NetworkFile {
  const { host } = new URL(databases.get(aggregator.code)?.appUrl ?? '');
  return {
    aggregator: { url: aggregator.url },
    boroughs: boroughs.map(({ code, url }) => ({ code, url })),
    identity: { url: identity.url },
    mail: { url: mail.url },
    nats: { url: natsUrl },
    postgres: { url: `postgres://${host}` },
  };
}
