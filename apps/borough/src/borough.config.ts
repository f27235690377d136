import type { IdentityModuleOptions } from '#identity';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
  validateSync,
  type ValidationError,
} from 'class-validator';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Borough } from './borough.js';

/** A setting is missing or cannot be taken, or the borough's file is wrong. The message names all of it, for the operator. */
export class WrongConfiguration extends Error {
  constructor(what: string, faults: readonly string[]) {
    super(`${what}\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}

class Body {
  @Matches(/^[A-Z]{2}-[A-Z]{3}-[A-Z0-9]+$/, { message: 'must be an identifier like GB-LAE-WSM' }) identifier!: string;
  @IsString() @MinLength(1) @MaxLength(300) name!: string;
}

class Contact {
  @IsString() @MinLength(1) @MaxLength(200) role!: string;
  @IsOptional() @IsEmail({}, { message: 'must be the address of an inbox' }) email?: string;
}

class ConfiguredDepartment {
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'must be small letters and hyphens, like adult-social-care' })
  @MaxLength(60)
  key!: string;
  @IsString() @MinLength(1) @MaxLength(200) name!: string;
}

class AgreedDays {
  @IsInt() @Min(1) @Max(3660) grants!: number;
  @IsInt() @Min(1) @Max(3660) programmes!: number;
  @IsInt() @Min(1) @Max(3660) organisations!: number;
}

/** What deploy/boroughs/<code>.yaml holds. */
class BoroughFile {
  @Matches(/^[a-z]+(-[a-z]+)*$/, { message: 'must be small letters and hyphens, like westminster' }) @MaxLength(60) code!: string;
  @IsString() @MinLength(1) @MaxLength(200) name!: string;
  @ValidateNested() @Type(() => Body) body!: Body;
  @Matches(/^E0[0-9]{7}$/, { message: 'must be a GSS code like E09000033' }) placeCode!: string;
  @Matches(/^360G-[^\s/]+$/, { message: 'must begin with 360G-, like 360G-westminster' }) @MaxLength(100) grantPrefix!: string;
  @Matches(/^360G-[^\s/]+$/, { message: 'must begin with 360G-, like 360G-westminster-org' }) @MaxLength(100) organisationPrefix!: string;
  @ValidateNested() @Type(() => Contact) contact!: Contact;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique(({ key }: ConfiguredDepartment) => key, { message: 'must have a key of its own for each department' })
  @ValidateNested({ each: true })
  @Type(() => ConfiguredDepartment)
  departments!: ConfiguredDepartment[];

  @ValidateNested() @Type(() => AgreedDays) agreedDays!: AgreedDays;
}

const said = (errors: readonly ValidationError[], within = ''): string[] =>
  errors.flatMap(({ property, constraints, children }) => [
    ...Object.values(constraints ?? {}).map((message) => `${within}${property} ${message.replace(`${property} `, '')}`),
    ...said(children ?? [], `${within}${property}.`),
  ]);

/** Reads and checks a borough's file. @throws WrongConfiguration that names everything that is wrong with it. */
export function readBoroughFile(path: string): Omit<Borough, 'publicUrl' | 'aggregatorUrl'> {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new WrongConfiguration(`The borough's file ${path} cannot be read.`, [(error as Error).message]);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new WrongConfiguration(`The borough's file ${path} cannot be taken.`, [
      'It must hold settings, one a line, like "code: westminster"',
    ]);
  }
  const file = plainToInstance(BoroughFile, content);
  const missing = (['body', 'contact', 'agreedDays'] as const).filter((name) => typeof file[name] !== 'object');
  const wrong = said(validateSync(file, { whitelist: true, forbidNonWhitelisted: true }));
  const faults = [
    ...missing.map((name) => `${name} is missing`),
    ...wrong.filter((fault) => !missing.some((name) => fault.startsWith(name))),
  ];
  if (faults.length > 0) throw new WrongConfiguration(`The borough's file ${path} cannot be taken.`, faults);
  return file;
}

const text = (value: string): string => value;
const number =
  (least: number, most: number) =>
  (value: string): number | undefined => {
    const read = Number(value);
    return Number.isInteger(read) && read >= least && read <= most ? read : undefined;
  };
const address =
  (...protocols: readonly string[]) =>
  (value: string): string | undefined =>
    protocols.includes(URL.parse(value)?.protocol.slice(0, -1) ?? '') ? value : undefined;
const servers = (value: string): string | undefined =>
  value.split(',').every((server) => address('nats', 'tls')(server.trim())) ? value : undefined;

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** Every setting: how it is read, what to say where it is missing or wrong, and its value where it may be left out. */
const SETTINGS = {
  PORT: { read: number(1, 65_535), says: 'the port to listen on, like 4002' },
  PUBLIC_URL: { read: address('https', 'http'), says: 'where people reach this service, like https://grants.example' },
  AGGREGATOR_URL: {
    read: address('https', 'http'),
    says: 'where people read all boroughs side by side, like https://compacts.example',
    otherwise: '',
  },
  DATABASE_URL: {
    read: address('postgres', 'postgresql'),
    says: 'the database as the program’s own role: postgres://role:password@host:port/name',
  },
  DATABASE_OWNER_URL: { read: address('postgres', 'postgresql'), says: 'the same database as the role that owns the tables' },
  NATS_URL: { read: servers, says: 'the broker, like nats://127.0.0.1:4222, or each server of a cluster, with commas between' },
  NATS_CA: {
    read: (value: string) => (value === '' || existsSync(value) ? value : undefined),
    says: 'a file that is there, with the certificates of those who vouch for the broker, in PEM',
    otherwise: '',
  },
  NATS_SEED: {
    read: (value: string) => (/^SU[A-Z2-7]{56}$/.test(value) ? value : undefined),
    says: 'the seed of this borough’s NATS user; it begins with SU',
  },
  HEAD_SEED: {
    read: (value: string) => (/^SU[A-Z2-7]{56}$/.test(value) ? value : undefined),
    says: 'the seed of the key that signs what this borough says of its log, and nothing else; it begins with SU',
  },
  OIDC_ISSUER: { read: address('https', 'http'), says: 'the identity provider, exactly as it names itself' },
  OIDC_CLIENT_ID: { read: text, says: 'the name under which the identity provider knows this service' },
  OIDC_CLIENT_SECRET: { read: text, says: 'the secret that the identity provider gave this service' },
  COOKIE_SECRET: {
    read: (value: string) => (value.length >= 32 ? value : undefined),
    says: 'at least 32 characters that nobody can guess',
  },
  LOG_LEVEL: {
    read: (value: string) => (['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(value) ? value : undefined),
    says: 'fatal, error, warn, info, debug, trace or silent',
    otherwise: 'info',
  },
  HEAD_INTERVAL_MS: { read: number(500, 600_000), says: 'how often to say that we are here, in milliseconds from 500', otherwise: 5_000 },
  BOROUGH_FILE: { read: text, says: 'the path of this borough’s file, like deploy/boroughs/westminster.yaml' },
} as const;

type Name = keyof typeof SETTINGS;
type Values<N extends Name> = { readonly [K in N]: NonNullable<ReturnType<(typeof SETTINGS)[K]['read']>> };

function settings<const N extends Name>(environment: NodeJS.ProcessEnv, names: readonly N[]): Values<N> {
  const faults: string[] = [];
  const values = names.map((name) => {
    const setting: { read: (value: string) => unknown; says: string; otherwise?: unknown } = SETTINGS[name];
    const written = environment[name]?.trim();
    const value = written ? setting.read(written) : setting.otherwise;
    if (value === undefined) faults.push(`${name} ${written ? 'cannot be taken: it must be' : 'is missing:'} ${setting.says}`);
    return [name, value];
  });
  if (faults.length > 0) throw new WrongConfiguration('The settings in the environment cannot be taken.', faults);
  return Object.fromEntries(values) as Values<N>;
}

export interface BoroughConfig {
  readonly borough: Borough;
  readonly port: number;
  readonly databaseUrl: string;
  readonly nats: { readonly url: string; readonly seed: string; readonly caFile?: string | undefined };
  readonly headSeed: string;
  readonly identity: Pick<IdentityModuleOptions, 'issuer' | 'clientId' | 'clientSecret' | 'cookieSecret'>;
  readonly logLevel: string;
  readonly headIntervalMilliseconds: number;
}

/** What the program runs with. @throws WrongConfiguration that names all that is missing or wrong. */
export function boroughConfig(environment: NodeJS.ProcessEnv = process.env): BoroughConfig {
  const own = settings(environment, [
    'PORT',
    'PUBLIC_URL',
    'AGGREGATOR_URL',
    'DATABASE_URL',
    'NATS_URL',
    'NATS_CA',
    'NATS_SEED',
    'HEAD_SEED',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
    'COOKIE_SECRET',
    'LOG_LEVEL',
    'HEAD_INTERVAL_MS',
    'BOROUGH_FILE',
  ]);
  return {
    borough: {
      ...readBoroughFile(own.BOROUGH_FILE),
      publicUrl: withoutSlash(own.PUBLIC_URL),
      ...(own.AGGREGATOR_URL && { aggregatorUrl: withoutSlash(own.AGGREGATOR_URL) }),
    },
    port: own.PORT,
    databaseUrl: own.DATABASE_URL,
    nats: { url: own.NATS_URL, seed: own.NATS_SEED, caFile: own.NATS_CA || undefined },
    headSeed: own.HEAD_SEED,
    identity: {
      issuer: own.OIDC_ISSUER,
      clientId: own.OIDC_CLIENT_ID,
      clientSecret: own.OIDC_CLIENT_SECRET,
      cookieSecret: own.COOKIE_SECRET,
    },
    logLevel: own.LOG_LEVEL,
    headIntervalMilliseconds: own.HEAD_INTERVAL_MS,
  };
}

/** What a program needs that works on the database alone, such as the one that gives roles. */
export function databaseConfig(environment: NodeJS.ProcessEnv = process.env): { borough: Borough; databaseUrl: string } {
  const own = settings(environment, ['DATABASE_URL', 'PUBLIC_URL', 'BOROUGH_FILE']);
  return { borough: { ...readBoroughFile(own.BOROUGH_FILE), publicUrl: own.PUBLIC_URL }, databaseUrl: own.DATABASE_URL };
}

/** What migrations run with; only they know the role that owns the tables. */
export function migrationConfig(environment: NodeJS.ProcessEnv = process.env): { ownerUrl: string; appUrl: string } {
  const own = settings(environment, ['DATABASE_OWNER_URL', 'DATABASE_URL']);
  return { ownerUrl: own.DATABASE_OWNER_URL, appUrl: own.DATABASE_URL };
}
