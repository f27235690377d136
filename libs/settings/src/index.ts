import { existsSync } from 'node:fs';
import { isIP } from 'node:net';

/** Settings are missing or cannot be taken. The message names all of them, for the operator. */
export class WrongConfiguration extends Error {
  constructor(faults: readonly string[], what = 'The settings in the environment cannot be taken.') {
    super(`${what}\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}

/** One setting of the environment: how it is read, what to say where it is missing or wrong, and its value where it may be left out. */
export interface Setting<Value = unknown> {
  /** The value that is written; undefined where it cannot be taken. */
  readonly read: (written: string) => Value | undefined;
  /** What it is, with an example. */
  readonly says: string;
  readonly otherwise?: Value;
}

type Values<All extends Readonly<Record<string, Setting>>, Name extends keyof All> = {
  readonly [K in Name]: NonNullable<ReturnType<All[K]['read']>>;
};

/** Reads the named settings. @throws WrongConfiguration that names all that is missing or wrong. */
export function readSettings<All extends Readonly<Record<string, Setting>>, const Name extends keyof All & string>(
  environment: NodeJS.ProcessEnv,
  all: All,
  names: readonly Name[],
): Values<All, Name> {
  const faults: string[] = [];
  const values = names.map((name) => {
    const { read, says, otherwise } = all[name] as Setting;
    const written = environment[name]?.trim();
    const value = written ? read(written) : otherwise;
    if (value === undefined) faults.push(`${name} ${written ? 'cannot be taken: it must be' : 'is missing:'} ${says}`);
    return [name, value];
  });
  if (faults.length > 0) throw new WrongConfiguration(faults);
  return Object.fromEntries(values) as Values<All, Name>;
}

type Read<Value> = Setting<Value>['read'];

export const text: Read<string> = (written) => written;

export const textLike =
  (pattern: RegExp): Read<string> =>
  (written) =>
    pattern.test(written) ? written : undefined;

export const oneOf =
  (...values: readonly string[]): Read<string> =>
  (written) =>
    values.includes(written) ? written : undefined;

export const wholeNumber =
  (least: number, most: number): Read<number> =>
  (written) =>
    /^\d+$/.test(written) && Number(written) >= least && Number(written) <= most ? Number(written) : undefined;

/** An address of one of these protocols, such as `https`; without a slash at its end. */
export const address =
  (...protocols: readonly string[]): Read<string> =>
  (written) =>
    protocols.includes(URL.parse(written)?.protocol.slice(0, -1) ?? '') ? written.replace(/\/+$/, '') : undefined;

/** Many, with commas between. */
export const each =
  <Value>(read: Read<Value>): Read<readonly Value[]> =>
  (written) => {
    const values = written.split(',').map((part) => read(part.trim()));
    return values.some((value) => value === undefined) ? undefined : (values as Value[]);
  };

/** `code=value` pairs with commas between, and perhaps one at the end; a code may come more than once. */
export const pairs =
  <Value>(read: Read<Value>): Read<readonly (readonly [code: string, value: Value])[]> =>
  (written) =>
    each((pair) => {
      const at = pair.indexOf('=');
      const [code, value] = [pair.slice(0, Math.max(at, 0)).trim(), read(pair.slice(at + 1).trim())];
      return at < 1 || value === undefined ? undefined : ([code, value] as const);
    })(written.replace(/,\s*$/, ''));

/** A file or folder that is there. */
export const path: Read<string> = (written) => (existsSync(written) ? written : undefined);

/** An address of the internet, or a network of them like 10.0.0.0/8. */
export const network: Read<string> = (written) => {
  const [address = '', bits, ...more] = written.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  const isNetwork = bits === undefined || wholeNumber(1, most)(bits) !== undefined;
  return isIP(address) !== 0 && isNetwork && more.length === 0 ? written : undefined;
};

/** What several programs are set up with. */
export const common = {
  NATS_URL: {
    read: (written) => (each(address('nats', 'tls'))(written) ? written : undefined),
    says: 'the broker, like nats://127.0.0.1:4222, or each server of a cluster by the name in its certificate, with commas between',
  },
  NATS_CA: {
    read: path,
    says: 'a file that is there, with the certificates of those who vouch for the broker, in PEM',
    otherwise: '',
  },
  DATABASE_URL: {
    read: address('postgres', 'postgresql'),
    says: 'the database as the program’s own role: postgres://role:password@host:port/name',
  },
  DATABASE_OWNER_URL: {
    read: address('postgres', 'postgresql'),
    says: 'the database as the role that owns the tables: postgres://role:password@host:port/name',
  },
  LOG_LEVEL: {
    read: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    says: 'fatal, error, warn, info, debug, trace or silent',
    otherwise: 'info',
  },
  TRUSTED_PROXIES: {
    read: each(network),
    says: 'the proxies that say where a request comes from, like 10.0.0.7 or 10.0.0.0/8, with commas between',
    otherwise: [],
  },
  PORT: { read: wholeNumber(0, 65_535), says: 'the port to listen on, like 4000' },
  PUBLIC_URL: { read: address('https', 'http'), says: 'where people reach this service, like https://compact.example' },
} satisfies Record<string, Setting>;

/** The seed of a NATS user, or of another key of its kind. */
export const seed = textLike(/^SU[A-Z2-7]{56}$/);
