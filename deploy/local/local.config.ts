import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const DEFAULT_PORT_BASE = 4000;
const PORTS = 10;
/** What browsers, and programs in Node.js, do not open: the ports of other protocols, by the Fetch standard, from 1024. */
const BAD_PORTS = [
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
] as const;
const DEFAULT_BOROUGHS_FOLDER = 'deploy/boroughs';

/** What the person who starts the network on this machine can set. */
export interface LocalConfig {
  /** The first of the ten ports of the network. */
  readonly portBase: number;
  /** Where all that the network keeps lies. */
  readonly varFolder: string;
  /** The folder with one YAML file for each borough of the network. */
  readonly boroughsFolder: string;
  /** Where programs that were fetched, and what Node.js has compiled, are kept for all checkouts of this user. */
  readonly cacheFolder: string;
  /** The folders that programs are looked for in, as in PATH. */
  readonly searchPath: string;
  readonly logLevel: string;
  /** False for a network that is to begin empty, as tests want it. */
  readonly loadsDemonstration: boolean;
  /** True when npm runs this program, which then has to end with npm. */
  readonly startedByNpm: boolean;
  /** The environment that every started program gets besides its own settings. */
  readonly inherited: NodeJS.ProcessEnv;
}

const INHERITED = [
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'HEAD_INTERVAL_MS',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
];

/**
 * Reads PORT_BASE, VAR_FOLDER, BOROUGHS_FOLDER, DEMONSTRATION, LOG_LEVEL, PATH and XDG_CACHE_HOME.
 * @throws Error that names the setting that cannot be taken.
 */
export function localConfig(environment: NodeJS.ProcessEnv = process.env): LocalConfig {
  const portBase = Number(environment.PORT_BASE ?? DEFAULT_PORT_BASE);
  if (!Number.isInteger(portBase) || portBase < 1024 || portBase > 65_000) {
    throw new Error(
      `PORT_BASE is "${environment.PORT_BASE}". It must be a whole number from 1024 to 65000; without it, ${DEFAULT_PORT_BASE} is used.`,
    );
  }
  const bad = BAD_PORTS.find((port) => port >= portBase && port < portBase + PORTS);
  if (bad !== undefined) {
    throw new Error(`PORT_BASE is "${portBase}", but of the ten ports from there no browser opens ${bad}. Take another, such as 5000.`);
  }
  const cacheFolder = join(environment.XDG_CACHE_HOME || join(environment.HOME || homedir(), '.cache'), 'compact-network');
  const inherited = INHERITED.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]));
  return {
    portBase,
    varFolder: resolve(environment.VAR_FOLDER ?? 'var'),
    boroughsFolder: resolve(environment.BOROUGHS_FOLDER ?? DEFAULT_BOROUGHS_FOLDER),
    cacheFolder,
    searchPath: environment.PATH ?? '',
    logLevel: environment.LOG_LEVEL ?? 'info',
    loadsDemonstration: environment.DEMONSTRATION !== 'none',
    startedByNpm: environment.npm_lifecycle_event !== undefined,
    // Eleven programs begin by compiling much the same modules: what one has compiled, the next one reads.
    inherited: { NODE_COMPILE_CACHE: join(cacheFolder, 'compiled'), ...Object.fromEntries(inherited) },
  };
}
