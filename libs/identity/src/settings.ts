export interface IdentityOptions {
  /** The code of the service; its cookies carry it, since cookies ignore ports. */
  readonly code: string;
  /** Where people reach the service, such as https://grants.example; the audience of tokens for its API. */
  readonly publicUrl: string;
  /** The identity provider, exactly as it names itself in `iss`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** At least 32 characters that nobody can guess; the same on every instance of the service. */
  readonly cookieSecret: string;
  /** Who gives roles here, for the page that refuses: "the partnership office". */
  readonly rolesGivenBy?: string;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for https anywhere, and for http that never leaves the machine. */
export function isSafeAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)));
}

/** The options of a service's sign-in, checked, with what follows from them. Throws a sentence for the operator. */
export class IdentitySettings {
  readonly code: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly origin: string;
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly cookieSecret: string;
  readonly rolesGivenBy: string;

  constructor(options: IdentityOptions) {
    const publicUrl = URL.parse(options.publicUrl);
    if (!publicUrl) throw new Error(`PUBLIC_URL is not an address: ${options.publicUrl}`);
    if (!isSafeAddress(options.issuer)) {
      throw new Error(`OIDC_ISSUER must be an https address (http only on this machine): ${options.issuer}`);
    }
    if (options.cookieSecret.length < 32) throw new Error('COOKIE_SECRET must have at least 32 characters that nobody can guess');
    this.code = options.code;
    this.publicUrl = options.publicUrl.replace(/\/+$/, '');
    this.origin = publicUrl.origin;
    this.issuer = new URL(options.issuer);
    this.clientId = options.clientId;
    this.clientSecret = options.clientSecret;
    this.cookieSecret = options.cookieSecret;
    this.rolesGivenBy = options.rolesGivenBy ?? 'the administrator of this service';
  }

  get secure(): boolean {
    return this.origin.startsWith('https:');
  }
}
