import { IDENTITY_SETTINGS, type IdentityConfig, identityConfig, identitySettingsOf } from '#identity';
import { address, common, readSettings, seed, type Setting, text, wholeNumber, WrongConfiguration } from '#settings';
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
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Borough } from './borough.js';
import { MAIL_SETTINGS, mailConfig, type MailSettings, mailSettingsOf } from './mail/mail.settings.js';

class Body {
  @Matches(/^[A-Z]{2}-[A-Z]{3}-[A-Z0-9]+$/, { message: 'must be an identifier like GB-LAE-WSM' }) identifier!: string;
  @IsString() @MinLength(1) @MaxLength(300) name!: string;
}

class Contact {
  @IsString() @MinLength(1) @MaxLength(200) role!: string;
  @IsOptional() @IsEmail({}, { message: 'must be the address of an inbox' }) email?: string;
}

class CoChairInboxes {
  @IsOptional() @IsEmail({}, { message: 'must be the address of an inbox' }) council?: string;
  @IsOptional() @IsEmail({}, { message: 'must be the address of an inbox' }) sector?: string;
}

class Keyed {
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'must be small letters and hyphens, like adult-social-care' })
  @MaxLength(60)
  key!: string;
  @IsString() @MinLength(1) @MaxLength(200) name!: string;
}

class AgreedDays {
  @IsInt() @Min(1) @Max(3660) grants!: number;
  @IsInt() @Min(1) @Max(3660) programmes!: number;
  @IsInt() @Min(1) @Max(3660) organisations!: number;
  @IsInt() @Min(1) @Max(3660) compacts!: number;
  @IsInt() @Min(1) @Max(3660) commitments!: number;
  @IsInt() @Min(1) @Max(3660) consultations!: number;
}

/** Working days for each step of a concern, and months for what is agreed in the end. */
class ConcernDays {
  @IsInt() @Min(1) @Max(250) acknowledge = 5;
  @IsInt() @Min(1) @Max(250) admission = 10;
  @IsInt() @Min(1) @Max(250) directTalk = 10;
  @IsInt() @Min(1) @Max(250) champions = 20;
  @IsInt() @Min(1) @Max(250) panel = 30;
  @IsInt() @Min(1) @Max(24) actionMonths = 3;
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
  @ArrayUnique(({ key }: Keyed) => key, { message: 'must have a key of its own for each department' })
  @ValidateNested({ each: true })
  @Type(() => Keyed)
  departments!: Keyed[];

  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique(({ key }: Keyed) => key, { message: 'must have a key of its own for each body' })
  @ValidateNested({ each: true })
  @Type(() => Keyed)
  bodies: Keyed[] = [];

  @ValidateNested() @Type(() => AgreedDays) agreedDays!: AgreedDays;

  @IsOptional() @IsInt() @Min(0) @Max(60) replyWorkingDays = 10;

  @IsOptional() @IsInt() @Min(0) @Max(3660) reaffirmWithinDays = 90;

  @IsOptional() @IsInt() @Min(1) @Max(60) changeAlertWorkingDays = 10;

  @IsOptional() @IsInt() @Min(1) @Max(365) roomOnlyDays = 30;

  @IsOptional() @ValidateNested() @Type(() => CoChairInboxes) coChairInboxes?: CoChairInboxes;
  @IsOptional() @ValidateNested() @Type(() => ConcernDays) concernClocks: ConcernDays = new ConcernDays();
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
    throw new WrongConfiguration([(error as Error).message], `The borough's file ${path} cannot be read.`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new WrongConfiguration(
      ['It must hold settings, one a line, like "code: westminster"'],
      `The borough's file ${path} cannot be taken.`,
    );
  }
  const file = plainToInstance(BoroughFile, content);
  const missing = (['body', 'contact', 'agreedDays'] as const).filter((name) => typeof file[name] !== 'object');
  const wrong = said(validateSync(file, { whitelist: true, forbidNonWhitelisted: true }));
  const faults = [
    ...missing.map((name) => `${name} is missing`),
    ...wrong.filter((fault) => !missing.some((name) => fault.startsWith(name))),
  ];
  if (faults.length > 0) throw new WrongConfiguration(faults, `The borough's file ${path} cannot be taken.`);
  return file;
}

const SETTINGS = {
  ...common,
  ...IDENTITY_SETTINGS,
  ...MAIL_SETTINGS,
  AGGREGATOR_URL: {
    read: address('https', 'http'),
    says: 'where people read all boroughs side by side, like https://compacts.example',
    otherwise: '',
  },
  NATS_SEED: { read: seed, says: 'the seed of this borough’s NATS user; it begins with SU' },
  HEAD_SEED: {
    read: seed,
    says: 'the seed of the key that signs what this borough says of its log, and nothing else; it begins with SU',
  },
  HEAD_INTERVAL_MS: {
    read: wholeNumber(500, 600_000),
    says: 'how often to say that we are here, in milliseconds from 500',
    otherwise: 5_000,
  },
  BOROUGH_FILE: { read: text, says: 'the path of this borough’s file, like deploy/boroughs/westminster.yaml' },
} satisfies Record<string, Setting>;

export interface BoroughConfig {
  readonly borough: Borough;
  readonly port: number;
  readonly databaseUrl: string;
  readonly nats: { readonly url: string; readonly seed: string; readonly caFile?: string | undefined };
  readonly headSeed: string;
  readonly identity: IdentityConfig;
  readonly trustedProxies?: readonly string[];
  readonly logLevel: string;
  readonly headIntervalMilliseconds: number;
  /** Left out where no mail is sent. */
  readonly mail?: MailSettings;
  /** How often the records are looked at for cases; a second where nothing is said. Never: somebody else says when. */
  readonly looksForCases?: 'every-second' | 'never';
}

/** What the program runs with. @throws WrongConfiguration that names all that is missing or wrong. */
export function boroughConfig(environment: NodeJS.ProcessEnv = process.env): BoroughConfig {
  const own = readSettings(environment, SETTINGS, [
    'PORT',
    'PUBLIC_URL',
    'AGGREGATOR_URL',
    'DATABASE_URL',
    'NATS_URL',
    'NATS_CA',
    'NATS_SEED',
    'HEAD_SEED',
    ...identitySettingsOf(environment),
    ...mailSettingsOf(environment),
    'TRUSTED_PROXIES',
    'LOG_LEVEL',
    'HEAD_INTERVAL_MS',
    'BOROUGH_FILE',
  ]);
  return {
    borough: {
      ...readBoroughFile(own.BOROUGH_FILE),
      publicUrl: own.PUBLIC_URL,
      ...(own.AGGREGATOR_URL && { aggregatorUrl: own.AGGREGATOR_URL }),
    },
    port: own.PORT,
    databaseUrl: own.DATABASE_URL,
    nats: { url: own.NATS_URL, seed: own.NATS_SEED, caFile: own.NATS_CA || undefined },
    headSeed: own.HEAD_SEED,
    identity: identityConfig(own),
    trustedProxies: own.TRUSTED_PROXIES,
    logLevel: own.LOG_LEVEL,
    headIntervalMilliseconds: own.HEAD_INTERVAL_MS,
    ...mailConfig(own),
  };
}

/** What a program needs that works on the database alone, such as the one that gives roles. */
export function databaseConfig(environment: NodeJS.ProcessEnv = process.env): { borough: Borough; databaseUrl: string } {
  const own = readSettings(environment, SETTINGS, ['DATABASE_URL', 'PUBLIC_URL', 'BOROUGH_FILE']);
  return { borough: { ...readBoroughFile(own.BOROUGH_FILE), publicUrl: own.PUBLIC_URL }, databaseUrl: own.DATABASE_URL };
}

/** What migrations run with; only they know the role that owns the tables. */
export function migrationConfig(environment: NodeJS.ProcessEnv = process.env): { ownerUrl: string; appUrl: string } {
  const own = readSettings(environment, SETTINGS, ['DATABASE_OWNER_URL', 'DATABASE_URL']);
  return { ownerUrl: own.DATABASE_OWNER_URL, appUrl: own.DATABASE_URL };
}
