/** An identity provider that people of this service sign in at. */
export interface IssuerOptions {
  /** Ends the address that it answers to, `/sign-in/callback/<key>`; needed where there are several. */
  readonly key?: string | undefined;
  /** What people know it by, such as "City of Westminster"; without it, the host of its address. */
  readonly name?: string | undefined;
  /** Exactly as it names itself in `iss`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface IdentityOptions {
  /** The code of the service; its cookies carry it, since cookies ignore ports. */
  readonly code: string;
  /** Where people reach the service, such as https://grants.example; the audience of tokens for its API. */
  readonly publicUrl: string;
  /** One or several. A subject counts only together with the issuer that names it. */
  readonly issuers: readonly IssuerOptions[];
  /** At least 32 characters that nobody can guess; the same on every instance of the service. */
  readonly cookieSecret: string;
  /** Steps of signing in from one address; no password is tried here, so this only keeps the service free. */
  readonly signInsPerMinute?: number | undefined;
  /** Acts that write of one person, and of all who are not known at one address. */
  readonly writesPerMinute?: number | undefined;
  /** Pages, files and answers asked for from one address, behind which a whole town hall may sit. */
  readonly readsPerMinute?: number | undefined;
  /** Who gives roles here, for the page that refuses: "the partnership office". */
  readonly rolesGivenBy?: string;
}

/** What nobody reaches at a day's work, and a program that runs wild soon does. */
export const RATES = { signInsPerMinute: 300, writesPerMinute: 600, readsPerMinute: 12_000 } as const;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** True for https anywhere, and for http that never leaves the machine. */
export function isSafeAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)));
}

/** One issuer, checked, with what follows from it. */
export interface IssuerSettings {
  readonly key: string | null;
  readonly name: string;
  readonly address: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where it sends people back to. Each has one of its own, so that the answer of one is never taken for another's (RFC 9700 4.4.2.2). */
  readonly callback: string;
}

/** The options of a service's sign-in, checked, with what follows from them. Throws a sentence for the operator. */
export class IdentitySettings {
  readonly code: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly origin: string;
  readonly issuers: readonly [IssuerSettings, ...IssuerSettings[]];
  readonly cookieSecret: string;
  readonly signInsPerMinute: number;
  readonly writesPerMinute: number;
  readonly readsPerMinute: number;
  readonly rolesGivenBy: string;

  constructor(options: IdentityOptions) {
    const publicUrl = URL.parse(options.publicUrl);
    if (!publicUrl) throw new Error(`PUBLIC_URL is not an address: ${options.publicUrl}`);
    if (options.cookieSecret.length < 32) throw new Error('COOKIE_SECRET must have at least 32 characters that nobody can guess');
    this.code = options.code;
    this.publicUrl = options.publicUrl.replace(/\/+$/, '');
    this.origin = publicUrl.origin;
    this.issuers = issuersOf(options.issuers, this.publicUrl);
    this.cookieSecret = options.cookieSecret;
    this.signInsPerMinute = options.signInsPerMinute ?? RATES.signInsPerMinute;
    this.writesPerMinute = options.writesPerMinute ?? RATES.writesPerMinute;
    this.readsPerMinute = options.readsPerMinute ?? RATES.readsPerMinute;
    this.rolesGivenBy = options.rolesGivenBy ?? 'the administrator of this service';
  }

  get secure(): boolean {
    return this.origin.startsWith('https:');
  }
}

function issuersOf(options: readonly IssuerOptions[], publicUrl: string): IdentitySettings['issuers'] {
  const isOne = options.length === 1;
  const [first, ...others] = options.map(({ key, name, issuer, clientId, clientSecret }): IssuerSettings => {
    if (!isSafeAddress(issuer)) throw new Error(`OIDC_ISSUER must be an https address (http only on this machine): ${issuer}`);
    if (!isOne && !KEY.test(key ?? '')) throw new Error(`The issuer ${issuer} needs a key of small letters and hyphens, like council`);
    if (clientId === publicUrl) throw new Error('OIDC_CLIENT_ID must not be PUBLIC_URL: a proof of sign-in would then open the API');
    const address = new URL(issuer);
    const callback = `${publicUrl}/sign-in/callback${key === undefined ? '' : `/${key}`}`;
    return { key: key ?? null, name: name ?? address.host, address, clientId, clientSecret, callback };
  });
  if (!first) throw new Error('There is no issuer to sign in at: name one by OIDC_ISSUER, or several in the file OIDC_ISSUERS');
  const all = [first, ...others] as const;
  const ownToEach = { key: all.map(({ key }) => String(key)), address: all.map(({ address }) => address.href) };
  for (const [what, values] of Object.entries(ownToEach)) {
    const twice = values.find((value, at) => values.indexOf(value) !== at);
    if (twice !== undefined) throw new Error(`Two issuers have the same ${what}: ${twice}`);
  }
  return [...all];
}
