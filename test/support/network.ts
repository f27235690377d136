import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { NetworkFile } from '../../deploy/local/network-file.js';
import { readSecrets, secretsOf } from '../../deploy/local/secrets.js';
import { VarFolder, type NamedMark } from '../../deploy/local/var-folder.js';
import { databaseUrls } from '../../deploy/postgres/databases.js';
import { LocalStart, networkPlace } from './local-start.js';

const READY = /^ready$/m;

/** What `npm start` makes, on ports and in a folder of a spec's own, as its journeys see it. */
export interface JourneyNetwork {
  readonly aggregator: string;
  readonly identity: string;
  /** The page of the mails that boroughs sent. */
  readonly mail: string;
  /** The address of a borough, by its code. */
  borough(code: string): string;
  /** A bearer token of a demonstration person, for the borough of the person's first role unless another service is named. */
  token(person: string, service?: string): string;
  /** A session on a borough's database as the owner of its tables, who may do anything. The spec ends it. */
  asOwner(code: string): Promise<pg.Client>;
  /** How a service reaches the broker, by its code. */
  nats(code: string): Promise<{ readonly url: string; readonly seed: string }>;
  /** What every program wrote into its log since the start, by the name of the file. */
  logs(): ReadonlyMap<string, string>;
  /** Runs a command of the operator, such as `verify` for `npm run verify`. @returns what it said. */
  command(name: string, ...args: string[]): string;
  /** Sends a signal to one process of the network: a service by its code, `nats`, `postgres` or `identity`. */
  signal(name: string, signal: NodeJS.Signals): void;
  /** Resolves once `npm start` printed a line that matches. */
  says(line: RegExp): Promise<void>;
  stop(): Promise<void>;
}

let shared: Promise<JourneyNetwork> | undefined;

/** The network of this spec file, started when it is first asked for. The file stops it in afterAll. */
export const sharedNetwork = (): Promise<JourneyNetwork> => (shared ??= startNetwork());

export const stopSharedNetwork = async (): Promise<void> => (await shared)?.stop();

/** Starts a network with a heartbeat a second. */
async function startNetwork(): Promise<JourneyNetwork> {
  const place = await networkPlace();
  const folder = new VarFolder(place.varFolder);
  const env = { ...place.env, HEAD_INTERVAL_MS: '1000' };
  const start = LocalStart.begin(env);
  try {
    await start.says(READY);
  } catch (error) {
    await start.stop();
    throw error;
  }
  const { aggregator, boroughs, identity, mail, nats, postgres } = JSON.parse(readFileSync(folder.network, 'utf8')) as NetworkFile;
  const command = (name: string, ...args: string[]): string =>
    execFileSync(process.execPath, [`dist/deploy/local/${name}.js`, ...args], { env, encoding: 'utf8' }).trim();
  const tokens = new Map<string, string>();
  return {
    aggregator: aggregator.url,
    identity: identity.url,
    mail: mail.url,
    borough(code) {
      const found = boroughs.find((borough) => borough.code === code);
      if (!found) throw new Error(`There is no borough ${code}.`);
      return found.url;
    },
    token(person, service) {
      const key = service ? `${person} ${service}` : person;
      const kept = tokens.get(key);
      if (kept) return kept;
      const made = command('token', ...key.split(' '));
      tokens.set(key, made);
      return made;
    },
    async asOwner(code) {
      const secrets = secretsOf(await readSecrets(folder.secrets), code);
      const client = new pg.Client({ connectionString: databaseUrls(postgres.url, { service: code, ...secrets }).ownerUrl });
      await client.connect();
      return client;
    },
    async nats(code) {
      return { url: nats.url, seed: secretsOf(await readSecrets(folder.secrets), code).natsSeed };
    },
    logs() {
      const within = join(place.varFolder, 'log');
      return new Map(readdirSync(within).map((name) => [name, readFileSync(join(within, name), 'utf8')]));
    },
    command,
    signal(name, signal) {
      const marks = JSON.parse(readFileSync(folder.processes, 'utf8')) as NamedMark[];
      const mark = marks.find((candidate) => candidate.name === name);
      if (!mark) throw new Error(`${name} does not run; what runs: ${marks.map((candidate) => candidate.name).join(', ')}.`);
      process.kill(mark.pid, signal);
    },
    says: (line) => start.says(line),
    async stop() {
      await start.stop();
    },
  };
}
