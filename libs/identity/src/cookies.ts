import type { CookieSerializeOptions } from '@fastify/cookie';
import type { IdentitySettings } from './settings.js';

/**
 * The name of a cookie of this service. Under https it takes the prefix that makes the browser itself refuse one from a
 * neighbouring host or of another path (RFC 6265bis 4.1.3.2).
 */
export function cookieName({ code, secure }: Pick<IdentitySettings, 'code' | 'secure'>, use: 'session' | 'sign_in' | 'signed_out'): string {
  return `${secure ? '__Host-' : ''}compact_${code}_${use}`;
}

/** Out of reach of scripts; sent along when people follow a link to us, not when another site posts a form to us. */
export function cookieOptions({ secure }: Pick<IdentitySettings, 'secure'>): CookieSerializeOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure };
}
