import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** The field of every form that writes. In a form with files it comes first. */
export const CSRF_FIELD = '_csrf';

const FIRST_FIELD_LIMIT = 4096;

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

/** The value of the first field of a multipart body where that is the CSRF field; undefined while more bytes are needed, else null. */
export function csrfOfMultipart(start: string, boundary: string): string | null | undefined {
  const headEnd = start.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [opening, ...head] = start.slice(0, headEnd).split('\r\n');
  const disposition = head.find((line) => /^content-disposition:/i.test(line)) ?? '';
  if (opening !== `--${boundary}` || !disposition.includes(` name="${CSRF_FIELD}"`) || /filename/i.test(disposition)) return null;
  const valueEnd = start.indexOf(`\r\n--${boundary}`, headEnd + 4);
  return valueEnd < 0 ? undefined : start.slice(headEnd + 4, valueEnd);
}

/**
 * Looks at the first field of a multipart body and puts every byte back, so that a file of a form that is not ours is never read.
 * Null where the field is missing, not first, or longer than it may be.
 */
export async function peekCsrf(body: Readable, contentType: string): Promise<string | null> {
  const boundary = /boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!mark) return null;
  return await new Promise((resolve) => {
    let seen = Buffer.alloc(0);
    const finish = (value: string | null): void => {
      body.off('readable', look).off('end', missing).off('error', missing).off('close', missing);
      resolve(value);
    };
    const missing = (): void => finish(null);
    const look = (): void => {
      for (let chunk: Buffer | null = body.read(); chunk !== null; chunk = body.read()) {
        seen = Buffer.concat([seen, chunk]);
        const value = csrfOfMultipart(seen.subarray(0, FIRST_FIELD_LIMIT).toString('latin1'), mark);
        if (value === undefined && seen.length < FIRST_FIELD_LIMIT) continue;
        body.unshift(seen);
        return finish(value ?? null);
      }
    };
    body.on('readable', look).on('end', missing).on('error', missing).on('close', missing);
  });
}
