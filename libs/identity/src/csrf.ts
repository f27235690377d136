import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The field of every form that writes. */
export const CSRF_FIELD = '_csrf';

/** The field of a form that says in which role it was shown. */
export const WORKING_AS_FIELD = '_workingAs';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in the same time whether the first or the last character differs. */
export function sameToken(sent: unknown, expected: string): boolean {
  return typeof sent === 'string' && expected !== '' && timingSafeEqual(digest(sent), digest(expected));
}

/**
 * Where the browser says a request comes from. `same` is this service itself, `unsaid` a client that says nothing.
 * Sec-Fetch-Site cannot be set by a page, so it is believed before Origin.
 */
export function fetchedFrom(headers: IncomingHttpHeaders, origin: string): 'same' | 'elsewhere' | 'unsaid' {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'same' : 'elsewhere';
  if (headers.origin !== undefined) return headers.origin === origin ? 'same' : 'elsewhere';
  return 'unsaid';
}
