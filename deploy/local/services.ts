import { resolve } from 'node:path';
import { AGGREGATOR } from '../nats/names.js';
import { publicKeyOf } from '../nats/nats-user.js';
import type { DatabaseUrls } from '../postgres/databases.js';
import type { LocalBorough } from './boroughs.js';
import type { LocalConfig } from './local.config.js';
import { secretsOf, type Secrets } from './secrets.js';

const MAIL_OFFSET = 8;
const IDENTITY_OFFSET = 9;

/** A borough or the aggregator, as it runs on this machine. */
export interface LocalService {
  readonly code: string;
  readonly name: string;
  readonly port: number;
  readonly url: string;
  /** The folder of its programs. */
  readonly programs: string;
  /** The settings that name what it is about. */
  readonly about: Readonly<Record<string, string>>;
}

const programs = (app: string): string => resolve('dist/apps', app, 'src');

/** Where everything is: `network.json` lists the addresses of this for scripts. */
export interface LocalPlan {
  readonly aggregator: LocalService;
  readonly boroughs: readonly LocalService[];
  readonly identity: { readonly port: number; readonly url: string };
  /** Where the mails that the boroughs sent are read. */
  readonly mail: { readonly port: number; readonly url: string };
}

/** @throws Error when there are more boroughs than ports between the aggregator's and that of the mails. */
export function localPlan({ portBase, boroughsFolder: BOROUGHS_FOLDER }: LocalConfig, boroughs: readonly LocalBorough[]): LocalPlan {
  if (boroughs.length >= MAIL_OFFSET)
    throw new Error(`A local network has room for ${MAIL_OFFSET - 1} boroughs; there are ${boroughs.length} files.`);
  const at = (offset: number) => ({ port: portBase + offset, url: `http://127.0.0.1:${portBase + offset}` });
  const BOROUGH_URLS = boroughs.map(({ code }, index) => `${code}=${at(index + 1).url}`).join(',');
  return {
    aggregator: {
      code: AGGREGATOR,
      name: 'Aggregator',
      ...at(0),
      programs: programs('aggregator'),
      about: { BOROUGHS_FOLDER, BOROUGH_URLS },
    },
    boroughs: boroughs.map(({ code, name, file }, index) => ({
      code,
      name,
      ...at(index + 1),
      programs: programs('borough'),
      about: { BOROUGH_FILE: file, AGGREGATOR_URL: at(0).url },
    })),
    identity: at(IDENTITY_OFFSET),
    mail: at(MAIL_OFFSET),
  };
}

export function servicesOf({ aggregator, boroughs }: LocalPlan): LocalService[] {
  return [aggregator, ...boroughs];
}

/** What a service's environment is made of. */
export interface ServiceParts {
  readonly plan: LocalPlan;
  readonly config: LocalConfig;
  readonly secrets: Secrets;
  readonly urls: DatabaseUrls;
  readonly natsUrl: string;
  /** Where boroughs send mail; none is sent where it is left out. */
  readonly smtpUrl?: string;
}

/** The environment of a service's main program. What only migrations may use is not in it. */
export function serviceEnvironment(
  service: LocalService,
  { plan, config, secrets, urls, natsUrl, smtpUrl }: ServiceParts,
): NodeJS.ProcessEnv {
  const own = secretsOf(secrets, service.code);
  return {
    ...config.inherited,
    ...service.about,
    PORT: String(service.port),
    PUBLIC_URL: service.url,
    DATABASE_URL: urls.appUrl,
    NATS_URL: natsUrl,
    NATS_SEED: own.natsSeed,
    ...(service === plan.aggregator ? { HEAD_KEYS: headKeys(plan, secrets) } : { HEAD_SEED: own.headSeed }),
    ...(smtpUrl && service !== plan.aggregator && { SMTP_URL: smtpUrl, MAIL_FROM: `no-reply@${service.code}.example` }),
    OIDC_ISSUER: plan.identity.url,
    OIDC_CLIENT_ID: service.code,
    OIDC_CLIENT_SECRET: own.clientSecret,
    COOKIE_SECRET: own.cookieSecret,
    // The demonstration, and what tries the network for faults, write as fast as a program can.
    WRITES_PER_MINUTE: '100000',
    READS_PER_MINUTE: '1000000',
    LOG_LEVEL: config.logLevel,
  };
}

/** How the aggregator knows the boroughs' heads. */
const headKeys = ({ boroughs }: LocalPlan, secrets: Secrets): string =>
  boroughs.map(({ code }) => `${code}=${publicKeyOf(secretsOf(secrets, code).headSeed)}`).join(',');
