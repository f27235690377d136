import { address, path, type Setting, text, textLike, wholeNumber } from '#settings';
import { readIssuersFile } from './issuers-file.js';
import { type IdentityOptions, RATES } from './settings.js';

/** What a service with sign-in is told by its environment. */
export const IDENTITY_SETTINGS = {
  OIDC_ISSUER: {
    read: (written) => address('https', 'http')(written) && written,
    says: 'the identity provider, exactly as it names itself',
  },
  OIDC_CLIENT_ID: { read: text, says: 'the name under which the identity provider knows this service' },
  OIDC_CLIENT_SECRET: { read: text, says: 'the secret that the identity provider gave this service' },
  OIDC_ISSUERS: { read: path, says: 'a file that is there, with a list of identity providers, like issuers.yaml', otherwise: '' },
  COOKIE_SECRET: { read: textLike(/^.{32,}$/), says: 'at least 32 characters that nobody can guess' },
  SIGN_INS_PER_MINUTE: {
    read: wholeNumber(1, 1_000_000),
    says: 'steps of signing in from one address, like 300',
    otherwise: RATES.signInsPerMinute,
  },
  WRITES_PER_MINUTE: {
    read: wholeNumber(1, 1_000_000),
    says: 'acts that write of one person or program, like 600',
    otherwise: RATES.writesPerMinute,
  },
  READS_PER_MINUTE: {
    read: wholeNumber(1, 10_000_000),
    says: 'pages, files and answers read from one address, like 12000',
    otherwise: RATES.readsPerMinute,
  },
} satisfies Record<string, Setting>;

type Name = keyof typeof IDENTITY_SETTINGS;
const ALWAYS = ['COOKIE_SECRET', 'SIGN_INS_PER_MINUTE', 'WRITES_PER_MINUTE', 'READS_PER_MINUTE'] as const satisfies readonly Name[];
const ONE_ISSUER = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const satisfies readonly Name[];

/** Which of them are to be read: those of one issuer, or the file that names several. */
export function identitySettingsOf(environment: NodeJS.ProcessEnv): readonly Name[] {
  return environment.OIDC_ISSUERS?.trim() ? ['OIDC_ISSUERS', ...ALWAYS] : [...ONE_ISSUER, ...ALWAYS];
}

interface Read {
  readonly OIDC_ISSUER?: string;
  readonly OIDC_CLIENT_ID?: string;
  readonly OIDC_CLIENT_SECRET?: string;
  readonly OIDC_ISSUERS?: string;
  readonly COOKIE_SECRET: string;
  readonly SIGN_INS_PER_MINUTE: number;
  readonly WRITES_PER_MINUTE: number;
  readonly READS_PER_MINUTE: number;
}

/** What of the sign-in an operator settles. */
export type IdentityConfig = Pick<IdentityOptions, 'issuers' | 'cookieSecret' | 'signInsPerMinute' | 'writesPerMinute' | 'readsPerMinute'>;

/** What was read, as the module takes it. @throws WrongConfiguration where the file of issuers cannot be taken. */
export function identityConfig(read: Read): IdentityConfig {
  const { OIDC_ISSUER: issuer = '', OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret = '' } = read;
  return {
    issuers: read.OIDC_ISSUERS ? readIssuersFile(read.OIDC_ISSUERS) : [{ issuer, clientId, clientSecret }],
    cookieSecret: read.COOKIE_SECRET,
    signInsPerMinute: read.SIGN_INS_PER_MINUTE,
    writesPerMinute: read.WRITES_PER_MINUTE,
    readsPerMinute: read.READS_PER_MINUTE,
  };
}
