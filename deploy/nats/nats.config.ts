import { existsSync } from 'node:fs';
import type { Provisioning } from './provision.js';

interface Setting {
  readonly fits: (value: string) => boolean;
  /** What it is, with an example. */
  readonly says: string;
  readonly otherwise?: string;
}

const isAddress =
  (...protocols: readonly string[]) =>
  (value: string): boolean =>
    protocols.includes(URL.parse(value)?.protocol ?? '');
const isWhole = (value: string, most: number): boolean => /^[1-9]\d*$/.test(value) && Number(value) <= most;
const each = (value: string, fits: (part: string) => boolean): boolean => value.split(',').every((part) => fits(part.trim()));

const SETTINGS = {
  NATS_URL: {
    fits: (value) => each(value, isAddress('nats:', 'tls:')),
    says: 'the servers by the names in their certificates, like tls://nats-1.compact.example:4222, with commas between',
  },
  NATS_CA: {
    fits: (value) => value === '' || existsSync(value),
    says: 'a file that is there, with the certificates of those who vouch for the servers, in PEM',
    otherwise: '',
  },
  NATS_NODES: { fits: (value) => isWhole(value, 9), says: 'how many servers the cluster has, like 3', otherwise: '3' },
  PROVISIONER_SEED: { fits: (value) => /^SU[A-Z2-7]{56}$/.test(value), says: 'the seed of the provisioner’s NATS user; it begins with SU' },
  BOROUGHS_FOLDER: { fits: existsSync, says: 'the folder with one YAML file for each borough, like deploy/boroughs' },
  EPOCHS: {
    fits: (value) => value === '' || each(value, (pair) => /^[a-z0-9-]+=[1-9]\d{0,3}$/.test(pair)),
    says: 'the epoch of each borough whose log is no longer in its first, like westminster=2, with commas between',
    otherwise: '',
  },
  STREAM_MEGABYTES: {
    fits: (value) => isWhole(value, 1_000_000),
    says: 'how much one borough’s stream may hold, like 1024',
    otherwise: '1024',
  },
  DATABASE_OWNER_URL: {
    fits: isAddress('postgres:', 'postgresql:'),
    says: 'the borough’s database as the role that owns the tables: postgres://role:password@host:port/name',
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
  if (faults.length > 0)
    throw new Error(`The settings in the environment cannot be taken.\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  return Object.fromEntries(values) as Record<N, string>;
}

/** What the commands on streams run with. */
export interface ProvisionerConfig {
  readonly server: Omit<Provisioning, 'boroughs' | 'epochs'>;
  readonly boroughsFolder: string;
  readonly epochs: Readonly<Record<string, number>>;
}

const OF_STREAMS = ['NATS_URL', 'NATS_CA', 'NATS_NODES', 'PROVISIONER_SEED', 'BOROUGHS_FOLDER', 'EPOCHS', 'STREAM_MEGABYTES'] as const;

const provisionerOf = (own: Record<(typeof OF_STREAMS)[number], string>): ProvisionerConfig => ({
  server: {
    url: own.NATS_URL,
    caFile: own.NATS_CA || undefined,
    seed: own.PROVISIONER_SEED,
    nodes: Number(own.NATS_NODES),
    maxBytes: Number(own.STREAM_MEGABYTES) * 1024 ** 2,
  },
  boroughsFolder: own.BOROUGHS_FOLDER,
  epochs: Object.fromEntries(
    own.EPOCHS.split(',')
      .filter((pair) => pair !== '')
      .map((pair) => pair.trim().split('='))
      .map(([code, epoch]) => [code, Number(epoch)]),
  ),
});

/** Throws an Error that names all that is missing or wrong. */
export const provisionerConfig = (environment: NodeJS.ProcessEnv = process.env): ProvisionerConfig =>
  provisionerOf(settings(environment, OF_STREAMS));

/** What a new epoch needs besides. Throws an Error that names all that is missing or wrong. */
export function newEpochConfig(environment: NodeJS.ProcessEnv = process.env): ProvisionerConfig & { readonly ownerUrl: string } {
  const own = settings(environment, [...OF_STREAMS, 'DATABASE_OWNER_URL']);
  return { ...provisionerOf(own), ownerUrl: own.DATABASE_OWNER_URL };
}
