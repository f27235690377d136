import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './faults.js';
import { address, chosen, type Query } from './filters.js';

const LONGEST_VALUE = 60;

/** True for addresses that programs ask: the API, and its description as JSON. */
export function isApi(url: string): boolean {
  return /^\/api\/[^?]/.test(url);
}

/** Answers with the error page of a fault: what happened and what to do. */
export function answerWithFaultPage(reply: FastifyReply, fault: Fault): FastifyReply {
  return reply.code(fault.status).view('pages/fault.njk', wrongAddress(reply.request, fault) ?? { fault });
}

/** For a page that was asked with a filter it cannot take: which value of the address it is, and the way to the page without it. */
function wrongAddress({ method, url, query: sent }: FastifyRequest, fault: Fault): object | null {
  const query = sent as Query;
  const wrong = (fault.errors ?? []).map(({ field, message }) => ({ name: field.split('.', 1)[0] ?? '', message }));
  if (method !== 'GET' || wrong.length === 0 || wrong.some(({ name }) => !Object.hasOwn(query, name))) return null;
  const sentences = wrong.map(({ name, message }) => {
    const value = chosen(query, name).join(', ').slice(0, LONGEST_VALUE);
    return `“${value}” cannot be used for “${name}” in the address of this page. ${message}`;
  });
  const [path] = url.split('?', 1);
  const without = address(query, Object.fromEntries(wrong.map(({ name }) => [name, null])));
  return {
    fault: { ...fault, title: 'There is a problem with the address of this page', errors: [] },
    sentences,
    action: { text: `Open this page without ${wrong.length === 1 ? 'it' : 'them'}`, href: without === '?' ? path : `${path}${without}` },
  };
}
