import { InvalidInput } from '#errors';
import type { FastifyInstance } from 'fastify';

const SAYS = 'This holds a character that no text has, such as a null character or half of a sign. Take it out and send it again.';

/** Whether PostgreSQL would refuse a text that is sent: the null character, or one half of a pair of code units. */
function isUnwritable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return false;
  return Object.values(value).some(isUnwritable);
}

/** Refuses such text wherever it is sent, in an address or a body, before anything reads it: by `useApi`, on pages too. */
export function refuseUnwritableText(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', async ({ params, query, body }) => {
    if (isUnwritable(params) || isUnwritable(query) || isUnwritable(body)) throw new InvalidInput([{ field: '', message: SAYS }]);
  });
}

const ESCAPED = /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f]/i;

/** Refuses a file in which such text is written as an escape of JSON. */
export function refuseUnwritableFile(bytes: Buffer): void {
  if (ESCAPED.test(bytes.toString('latin1'))) throw new InvalidInput([{ field: 'file', message: SAYS }]);
}
