import { common, pairs, path, readSettings, seed, type Setting, wholeNumber } from '#settings';
import type { Provisioning } from './provision.js';

const SETTINGS = {
  ...common,
  NATS_NODES: { read: wholeNumber(1, 9), says: 'how many servers the cluster has, like 3', otherwise: 3 },
  PROVISIONER_SEED: { read: seed, says: 'the seed of the provisioner’s NATS user; it begins with SU' },
  BOROUGHS_FOLDER: { read: path, says: 'the folder with one YAML file for each borough, like deploy/boroughs' },
  EPOCHS: {
    read: pairs(wholeNumber(1, 9_999)),
    says: 'the epoch of each borough whose log is no longer in its first, like westminster=2, with commas between',
    otherwise: [],
  },
  STREAM_MEGABYTES: { read: wholeNumber(1, 1_000_000), says: 'how much one borough’s stream may hold, like 1024', otherwise: 1_024 },
} satisfies Record<string, Setting>;

/** What the commands on streams run with. */
export interface ProvisionerConfig {
  readonly server: Omit<Provisioning, 'boroughs' | 'epochs'>;
  readonly boroughsFolder: string;
  readonly epochs: Readonly<Record<string, number>>;
}

const OF_STREAMS = ['NATS_URL', 'NATS_CA', 'NATS_NODES', 'PROVISIONER_SEED', 'BOROUGHS_FOLDER', 'EPOCHS', 'STREAM_MEGABYTES'] as const;

type OfStreams = ReturnType<typeof readSettings<typeof SETTINGS, (typeof OF_STREAMS)[number]>>;

const provisionerOf = (own: OfStreams): ProvisionerConfig => ({
  server: {
    url: own.NATS_URL,
    caFile: own.NATS_CA || undefined,
    seed: own.PROVISIONER_SEED,
    nodes: own.NATS_NODES,
    maxBytes: own.STREAM_MEGABYTES * 1024 ** 2,
  },
  boroughsFolder: own.BOROUGHS_FOLDER,
  epochs: Object.fromEntries(own.EPOCHS),
});

/** Throws an Error that names all that is missing or wrong. */
export const provisionerConfig = (environment: NodeJS.ProcessEnv = process.env): ProvisionerConfig =>
  provisionerOf(readSettings(environment, SETTINGS, OF_STREAMS));

/** What a new epoch needs besides. Throws an Error that names all that is missing or wrong. */
export function newEpochConfig(environment: NodeJS.ProcessEnv = process.env): ProvisionerConfig & { readonly ownerUrl: string } {
  const own = readSettings(environment, SETTINGS, [...OF_STREAMS, 'DATABASE_OWNER_URL']);
  return { ...provisionerOf(own), ownerUrl: own.DATABASE_OWNER_URL };
}
