import type { FastifyReply } from 'fastify';
import type { Fault } from './faults.js';

/** True for addresses that programs ask: the API, and its description as JSON. */
export function isApi(url: string): boolean {
  return /^\/api\/[^?]/.test(url);
}

/** Answers with the error page of a fault: what happened and what to do. */
export function answerWithFaultPage(reply: FastifyReply, fault: Fault): FastifyReply {
  return reply.code(fault.status).view('pages/fault.njk', { fault });
}
