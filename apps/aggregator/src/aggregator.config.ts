import { existsSync } from 'node:fs';
import { type BoroughFile, readBoroughFiles } from './boroughs/borough-files.js';

/** Settings are missing or cannot be taken. The message names all of them, for the operator. */
export class WrongConfiguration extends Error {
  constructor(faults: readonly string[]) {
    super(`The settings in the environment cannot be taken.\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}

interface Setting {
  readonly fits: (value: string) => boolean;
  /** What it is, with an example. */
  readonly says: string;
  readonly otherwise?: string;
}

const address =
  (...protocols: readonly string[]) =>
  (value: string): boolean =>
    protocols.includes(URL.parse(value)?.protocol ?? '');
const servers = (value: string): boolean => value.split(',').every((server) => address('nats:', 'tls:')(server.trim()));

/** `code=address` pairs, with commas between. */
const pairsIn = (value: string): (readonly [code: string, url: string])[] =>
  value
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => [pair.slice(0, Math.max(0, pair.indexOf('='))).trim(), pair.slice(pair.indexOf('=') + 1).trim()]);

const isPublicKey = (value: string): boolean => /^U[A-Z2-7]{55}$/.test(value);

const SETTINGS = {
  PORT: { fits: (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, says: 'the port to listen on, like 4000' },
  PUBLIC_URL: { fits: address('http:', 'https:'), says: 'where people reach this service, like https://compact.example' },
  DATABASE_URL: {
    fits: address('postgres:', 'postgresql:'),
    says: 'the database as the program’s own role: postgres://role:password@host:port/name',
  },
  DATABASE_OWNER_URL: { fits: address('postgres:', 'postgresql:'), says: 'the same database as the role that owns the tables' },
  NATS_URL: { fits: servers, says: 'the broker, like nats://127.0.0.1:4222, or each server of a cluster, with commas between' },
  NATS_CA: {
    fits: (value) => value === '' || existsSync(value),
    says: 'a file that is there, with the certificates of those who vouch for the broker, in PEM',
    otherwise: '',
  },
  NATS_SEED: { fits: (value) => /^SU[A-Z2-7]{56}$/.test(value), says: 'the seed of the aggregator’s NATS user; it begins with SU' },
  LOG_LEVEL: {
    fits: (value) => ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(value),
    says: 'fatal, error, warn, info, debug, trace or silent',
    otherwise: 'info',
  },
  BOROUGHS_FOLDER: { fits: (value) => value !== '', says: 'the folder with one YAML file for each borough, like deploy/boroughs' },
  HEAD_KEYS: {
    fits: (value) => pairsIn(value).every(([code, key]) => code !== '' && isPublicKey(key)),
    says: 'the public key that each borough signs its heads with, like westminster=U…, with commas between; two of a borough that changes',
  },
  BOROUGH_URLS: {
    fits: (value) => pairsIn(value).every(([code, url]) => code !== '' && address('http:', 'https:')(url)),
    says: 'where people reach each borough’s own pages, like westminster=https://grants.westminster.example, with commas between boroughs',
    otherwise: '',
  },
} satisfies Record<string, Setting>;

type Name = keyof typeof SETTINGS;

function settings<const N extends Name>(environment: NodeJS.ProcessEnv, names: readonly N[]): Record<N, string> {
  const faults: string[] = [];
  const values = names.map((name) => {
    const { fits, says, otherwise }: Setting = SETTINGS[name];
    const value = environment[name]?.trim() || otherwise;
    if (value === undefined) faults.push(`${name} is missing: ${says}`);
    else if (!fits(value)) faults.push(`${name} cannot be taken: it must be ${says}`);
    return [name, value];
  });
  if (faults.length > 0) throw new WrongConfiguration(faults);
  return Object.fromEntries(values) as Record<N, string>;
}

export interface AggregatorConfig {
  readonly port: number;
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly nats: { readonly url: string; readonly seed: string; readonly caFile?: string | undefined };
  readonly logLevel: string;
  readonly boroughs: readonly BoroughFile[];
  /** The public keys of each borough's heads. */
  readonly headKeys: ReadonlyMap<string, readonly string[]>;
}

/** What the program runs with. Throws WrongConfiguration that names all that is missing or wrong. */
export function aggregatorConfig(environment: NodeJS.ProcessEnv = process.env): AggregatorConfig {
  const names = [
    'PORT',
    'PUBLIC_URL',
    'DATABASE_URL',
    'NATS_URL',
    'NATS_CA',
    'NATS_SEED',
    'LOG_LEVEL',
    'BOROUGHS_FOLDER',
    'HEAD_KEYS',
    'BOROUGH_URLS',
  ] as const;
  const own = settings(environment, names);
  const boroughs = readBoroughFiles(own.BOROUGHS_FOLDER);
  return {
    port: Number(own.PORT),
    publicUrl: own.PUBLIC_URL.replace(/\/+$/, ''),
    databaseUrl: own.DATABASE_URL,
    nats: { url: own.NATS_URL, seed: own.NATS_SEED, caFile: own.NATS_CA || undefined },
    logLevel: own.LOG_LEVEL,
    boroughs: withAddresses(boroughs, pairsIn(own.BOROUGH_URLS)),
    headKeys: keysOf(boroughs, pairsIn(own.HEAD_KEYS)),
  };
}

/** The boroughs, each with where its own pages are; one whose address is not set is shown without a way there. */
function withAddresses(boroughs: readonly BoroughFile[], pairs: ReturnType<typeof pairsIn>): BoroughFile[] {
  const unknown = pairs.filter(([code]) => !boroughs.some((borough) => borough.code === code));
  if (unknown.length > 0) {
    const known = boroughs.map(({ code }) => code).join(', ');
    throw new WrongConfiguration(
      unknown.map(([code]) => `BOROUGH_URLS names ${code}, which has no borough file. The boroughs are ${known}`),
    );
  }
  const urls = new Map(pairs.map(([code, url]) => [code, url.replace(/\/+$/, '')]));
  return boroughs.map((borough) => ({ ...borough, publicUrl: urls.get(borough.code) ?? null }));
}

/** A borough that no key is known of could say what it likes, and would never be believed. */
function keysOf(boroughs: readonly BoroughFile[], pairs: ReturnType<typeof pairsIn>): Map<string, string[]> {
  const keys = new Map(boroughs.map(({ code }) => [code, pairs.filter(([named]) => named === code).map(([, key]) => key)]));
  const faults = [
    ...pairs.filter(([code]) => !keys.has(code)).map(([code]) => `HEAD_KEYS names ${code}, which has no borough file`),
    ...boroughs.filter(({ code }) => keys.get(code)?.length === 0).map(({ code }) => `HEAD_KEYS has no key of ${code}`),
  ];
  if (faults.length > 0) throw new WrongConfiguration(faults);
  return keys;
}

/** What a rebuild runs with: the program's own settings, and the role that owns the tables. */
export function rebuildConfig(environment: NodeJS.ProcessEnv = process.env): { config: AggregatorConfig; ownerUrl: string } {
  const rest = { PORT: '0', PUBLIC_URL: 'http://127.0.0.1', ...environment };
  return { config: aggregatorConfig(rest), ownerUrl: settings(environment, ['DATABASE_OWNER_URL']).DATABASE_OWNER_URL };
}

/** What a command of the operator needs that works on the database alone. */
export function databaseConfig(environment: NodeJS.ProcessEnv = process.env): { databaseUrl: string } {
  return { databaseUrl: settings(environment, ['DATABASE_URL']).DATABASE_URL };
}

/** What migrations run with; only they know the role that owns the tables. */
export function migrationConfig(environment: NodeJS.ProcessEnv = process.env): { ownerUrl: string; appUrl: string } {
  const own = settings(environment, ['DATABASE_OWNER_URL', 'DATABASE_URL']);
  return { ownerUrl: own.DATABASE_OWNER_URL, appUrl: own.DATABASE_URL };
}
