import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { migrations as aggregatorMigrations } from '../../apps/aggregator/src/migrations/index.js';
import { migrations as boroughMigrations } from '../../apps/borough/src/migrations/index.js';
import { freePort } from '../../deploy/local/free-port.js';
import { publicKeyOf } from '../../deploy/nats/nats-user.js';
import type { DatabaseUrls } from '../../deploy/postgres/databases.js';
import type { BenchProcess } from './bench-process.js';
import type { BenchNats, Ground } from './ground.js';

const HEAD_INTERVAL_MILLISECONDS = 1_000;

/** One of the network's programs, whole, in a process of its own. */
export interface Program {
  readonly process: BenchProcess;
  readonly database: DatabaseUrls;
  readonly url: string;
  /** The settings it was started with. */
  readonly env: Readonly<Record<string, string>>;
}

/** Where a borough's program finds who may sign in; an address at which nobody is, for a bench that has nobody sign in. */
const NOBODY = 'http://127.0.0.1:1';

export const boroughFile = (code: string): string => resolve('deploy/boroughs', `${code}.yaml`);

export const boroughDatabase = (ground: Ground, code: string): Promise<DatabaseUrls> =>
  ground.database(code, boroughMigrations, ['events', 'history']);

/** The settings that only the process of a borough needs. */
export async function boroughSettings(nats: Omit<BenchNats, 'pid'>, code: string, database: DatabaseUrls): Promise<Record<string, string>> {
  const port = await freePort();
  return {
    NATS_URL: nats.url,
    NATS_SEED: nats.seed(code),
    HEAD_SEED: nats.headSeed(code),
    HEAD_INTERVAL_MS: String(HEAD_INTERVAL_MILLISECONDS),
    LOG_LEVEL: 'warn',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: database.appUrl,
    OIDC_ISSUER: NOBODY,
    OIDC_CLIENT_ID: code,
    OIDC_CLIENT_SECRET: randomBytes(16).toString('hex'),
    COOKIE_SECRET: randomBytes(32).toString('hex'),
    WRITES_PER_MINUTE: '1000000',
    READS_PER_MINUTE: '10000000',
    BOROUGH_FILE: boroughFile(code),
  };
}

/** Starts a borough's program; `more` are settings that differ. */
export async function startBorough(ground: Ground, nats: BenchNats, code: string, more: Record<string, string> = {}): Promise<Program> {
  const database = await boroughDatabase(ground, code);
  const settings = await boroughSettings(nats, code, database);
  const env = { ...settings, ...more };
  const process = await ground.process(code, { script: 'test/bench/pipe/borough-process.js', env });
  return { process, database, url: settings.PUBLIC_URL ?? '', env };
}

export interface AggregatorPlace {
  /** Where the boroughs' files lie, if not in the checkout. */
  readonly folder?: string;
  readonly database?: string;
}

/** Starts the aggregator's program for these boroughs. */
export async function startAggregator(
  ground: Ground,
  nats: BenchNats,
  codes: readonly string[],
  { folder, database: name = 'aggregator' }: AggregatorPlace = {},
): Promise<Program> {
  const [database, port] = [await ground.database(name, aggregatorMigrations), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const env = {
    NATS_URL: nats.url,
    NATS_SEED: nats.seed('aggregator'),
    HEAD_KEYS: codes.map((code) => `${code}=${publicKeyOf(nats.headSeed(code))}`).join(','),
    LOG_LEVEL: 'warn',
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: database.appUrl,
    BOROUGHS_FOLDER: folder ?? copiedFiles(ground, codes),
    BOROUGH_URLS: '',
  };
  const process = await ground.process('aggregator', { script: 'test/bench/pipe/aggregator-process.js', env });
  return { process, database, url, env };
}

function copiedFiles(ground: Ground, codes: readonly string[]): string {
  const folder = join(ground.folder, 'boroughs');
  if (!existsSync(folder)) mkdirSync(folder);
  for (const code of codes) copyFileSync(boroughFile(code), join(folder, `${code}.yaml`));
  return folder;
}

/** A folder with the files of boroughs that are nowhere else. */
export function filesOf(ground: Ground, codes: readonly string[]): string {
  const folder = join(ground.folder, `boroughs-${codes.length}`);
  mkdirSync(folder);
  for (const code of codes) writeFileSync(join(folder, `${code}.yaml`), JSON.stringify(fileOf(code)));
  return folder;
}

const fileOf = (code: string): object => ({
  code,
  name: `Borough ${code}`,
  body: { identifier: `GB-LAE-${code.toUpperCase()}`, name: `Council of ${code}` },
  placeCode: 'E09000001',
  agreedDays: { grants: 92, programmes: 400, organisations: 400, compacts: 400, commitments: 400, consultations: 400 },
  contact: { role: 'Grants team' },
});
