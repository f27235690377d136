import { DomainError, InvalidInput, type InputError, NotFound } from '#errors';
import { HttpException } from '@nestjs/common';

/** What went wrong, in words that may be shown to whoever asked: never a stack, never another borough's data. */
export interface Fault {
  readonly status: number;
  /** The same for every occurrence of its status or rule. */
  readonly title: string;
  /** What happened, why, and what to do. */
  readonly detail: string;
  /** Never changes; programs may rely on it. */
  readonly code: string;
  readonly errors?: readonly InputError[];
}

type Words = Omit<Fault, 'status'>;

const WORDS: Readonly<Record<number, Words>> = {
  400: { code: 'bad-request', title: 'We could not read what was sent', detail: 'Check the address and what you sent, then try again.' },
  401: {
    code: 'sign-in-needed',
    title: 'Sign in to go on',
    detail: 'You are not signed in, or were signed out because you were away for a while. Sign in and try again.',
  },
  403: {
    code: 'not-allowed',
    title: 'You cannot do this',
    detail: 'Your role does not allow it. If it should, ask the person who gives out roles in your borough.',
  },
  404: {
    code: 'not-found',
    title: 'Page not found',
    detail:
      'If you typed the address, check it is correct. ' +
      'If you followed a link, what it led to may have been withdrawn, or may not be open to you.',
  },
  405: {
    code: 'method-not-allowed',
    title: 'This address does not take that method',
    detail: 'Read the description of the API under /api.',
  },
  406: { code: 'not-acceptable', title: 'We cannot answer in that format', detail: 'Ask for application/json or text/csv.' },
  409: {
    code: 'conflict',
    title: 'This cannot be done as things stand',
    detail: 'Someone may have changed it since you read it. Look again, then try once more.',
  },
  413: {
    code: 'too-large',
    title: 'What you sent is too large',
    detail: 'A file to import may hold at most 20 MB, anything else 1 MB. Split the file and send the parts one after the other.',
  },
  415: {
    code: 'unsupported-media-type',
    title: 'We cannot read that kind of content',
    detail: 'Send a format that the description of this address names.',
  },
  429: { code: 'too-many-requests', title: 'Too many requests', detail: 'Wait a minute, then try again.' },
  500: {
    code: 'internal-error',
    title: 'Sorry, there is a problem with the service',
    detail: 'The fault is ours and has been noted. Try again later. What you saved before is kept.',
  },
  503: {
    code: 'unavailable',
    title: 'Sorry, the service is unavailable',
    detail: 'Something this service needs is not answering. Try again in a few minutes. What you saved before is kept.',
  },
};

const INPUT: Words = { code: 'invalid-input', title: 'There is a problem with what was sent', detail: '' };
const CONNECTION_LOST = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '53300']);

/** What to tell about any error. What we do not know is a fault of ours: 500, and its own words stay in the log. */
export function faultOf(error: unknown): Fault {
  if (error instanceof InvalidInput) return { status: 400, ...INPUT, detail: error.message, errors: error.errors };
  if (error instanceof NotFound) return { status: 404, ...words(404), detail: error.message };
  if (error instanceof DomainError) {
    const errors = error.field === undefined ? undefined : [{ field: error.field, message: error.message }];
    return { status: 409, ...words(409), code: error.code, detail: error.message, ...(errors && { errors }) };
  }
  if (error instanceof HttpException) return ofStatus(error.getStatus(), error.message);
  const { statusCode, message } = error as { statusCode?: unknown; message?: string };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return ofStatus(statusCode, message);
  return ofStatus(isConnectionLost(error) ? 503 : 500);
}

/** A sentence of our own stands; what the framework says to programmers ("Cannot GET /x", "Forbidden resource") does not. */
function ofStatus(status: number, message = ''): Fault {
  const isSentence = /^[A-Z].* .*[.]$/.test(message) && status < 500;
  return { status, ...words(status), ...(isSentence && { detail: message }) };
}

const words = (status: number): Words => WORDS[status] ?? (status < 500 ? WORDS[400] : WORDS[500]) ?? INPUT;

function isConnectionLost(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: unknown };
  return name === 'ConnectionException' || (typeof code === 'string' && CONNECTION_LOST.has(code)) || isConnectionLost(cause);
}
