import { address, common, pairs, readSettings, seed, type Setting, text, textLike, WrongConfiguration } from '#settings';
import { IDENTITY_SETTINGS, type IdentityConfig, identityConfig, identitySettingsOf } from '#identity';
import { type BoroughFile, readBoroughFiles } from './boroughs/borough-files.js';

type Pairs = readonly (readonly [code: string, value: string])[];

const SETTINGS = {
  ...common,
  ...IDENTITY_SETTINGS,
  NATS_SEED: { read: seed, says: 'the seed of the aggregator’s NATS user; it begins with SU' },
  BOROUGHS_FOLDER: { read: text, says: 'the folder with one YAML file for each borough, like deploy/boroughs' },
  HEAD_KEYS: {
    read: pairs(textLike(/^U[A-Z2-7]{55}$/)),
    says: 'the public key that each borough signs its heads with, like westminster=U…, with commas between; two of a borough that changes',
  },
  BOROUGH_URLS: {
    read: pairs(address('http', 'https')),
    says: 'where people reach each borough’s own pages, like westminster=https://grants.westminster.example, with commas between boroughs',
    otherwise: [],
  },
} satisfies Record<string, Setting>;

export interface AggregatorConfig {
  readonly port: number;
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly nats: { readonly url: string; readonly seed: string; readonly caFile?: string | undefined };
  /** Where people sign in; absent where nobody does, and only what is public is shown. */
  readonly identity?: IdentityConfig | undefined;
  readonly logLevel: string;
  readonly trustedProxies?: readonly string[];
  readonly boroughs: readonly BoroughFile[];
  /** The public keys of each borough's heads. */
  readonly headKeys: ReadonlyMap<string, readonly string[]>;
}

/** What the program runs with. Throws WrongConfiguration that names all that is missing or wrong. */
export function aggregatorConfig(environment: NodeJS.ProcessEnv = process.env): AggregatorConfig {
  const hasSignIn = Boolean(environment.OIDC_ISSUER?.trim() || environment.OIDC_ISSUERS?.trim());
  const names = [
    'PORT',
    'PUBLIC_URL',
    'DATABASE_URL',
    'NATS_URL',
    'NATS_CA',
    'NATS_SEED',
    'LOG_LEVEL',
    'TRUSTED_PROXIES',
    'BOROUGHS_FOLDER',
    'HEAD_KEYS',
    'BOROUGH_URLS',
    ...(hasSignIn ? identitySettingsOf(environment) : []),
  ] as const;
  const own = readSettings(environment, SETTINGS, names);
  const boroughs = readBoroughFiles(own.BOROUGHS_FOLDER);
  return {
    port: own.PORT,
    publicUrl: own.PUBLIC_URL,
    databaseUrl: own.DATABASE_URL,
    nats: { url: own.NATS_URL, seed: own.NATS_SEED, caFile: own.NATS_CA || undefined },
    identity: hasSignIn ? identityConfig(own) : undefined,
    logLevel: own.LOG_LEVEL,
    trustedProxies: own.TRUSTED_PROXIES,
    boroughs: withAddresses(boroughs, own.BOROUGH_URLS),
    headKeys: keysOf(boroughs, own.HEAD_KEYS),
  };
}

/** The boroughs, each with where its own pages are; one whose address is not set is shown without a way there. */
function withAddresses(boroughs: readonly BoroughFile[], named: Pairs): BoroughFile[] {
  const unknown = named.filter(([code]) => !boroughs.some((borough) => borough.code === code));
  if (unknown.length > 0) {
    const known = boroughs.map(({ code }) => code).join(', ');
    throw new WrongConfiguration(
      unknown.map(([code]) => `BOROUGH_URLS names ${code}, which has no borough file. The boroughs are ${known}`),
    );
  }
  const urls = new Map(named);
  return boroughs.map((borough) => ({ ...borough, publicUrl: urls.get(borough.code) ?? null }));
}

/** A borough that no key is known of could say what it likes, and would never be believed. */
function keysOf(boroughs: readonly BoroughFile[], named: Pairs): Map<string, string[]> {
  const keys = new Map(boroughs.map(({ code }) => [code, named.filter(([of]) => of === code).map(([, key]) => key)]));
  const faults = [
    ...named.filter(([code]) => !keys.has(code)).map(([code]) => `HEAD_KEYS names ${code}, which has no borough file`),
    ...boroughs.filter(({ code }) => keys.get(code)?.length === 0).map(({ code }) => `HEAD_KEYS has no key of ${code}`),
  ];
  if (faults.length > 0) throw new WrongConfiguration(faults);
  return keys;
}

/** What a rebuild runs with: the program's own settings, and the role that owns the tables. */
export function rebuildConfig(environment: NodeJS.ProcessEnv = process.env): { config: AggregatorConfig; ownerUrl: string } {
  const rest = { PORT: '0', PUBLIC_URL: 'http://127.0.0.1', ...environment };
  return { config: aggregatorConfig(rest), ownerUrl: readSettings(environment, SETTINGS, ['DATABASE_OWNER_URL']).DATABASE_OWNER_URL };
}

/** What a command of the operator needs that works on the database alone. */
export function databaseConfig(environment: NodeJS.ProcessEnv = process.env): { databaseUrl: string } {
  return { databaseUrl: readSettings(environment, SETTINGS, ['DATABASE_URL']).DATABASE_URL };
}

/** What migrations run with; only they know the role that owns the tables. */
export function migrationConfig(environment: NodeJS.ProcessEnv = process.env): { ownerUrl: string; appUrl: string } {
  const own = readSettings(environment, SETTINGS, ['DATABASE_OWNER_URL', 'DATABASE_URL']);
  return { ownerUrl: own.DATABASE_OWNER_URL, appUrl: own.DATABASE_URL };
}
