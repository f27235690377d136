import type { ServerResponse } from 'node:http';
import { inLog } from '#errors';
import { answerWithFaultPage, type Fault, faultOf, isApi } from '#pages';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** An error as a program reads it (RFC 9457), with the code of the rule and, for input, what is wrong where. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** A fault as problem details. A field `grants.3.awardDate` becomes the JSON pointer `/grants/3/awardDate`. */
export function problemOf({ title, status, detail, code, errors }: Fault): Problem {
  const pointed = errors?.map(({ field, message }) => ({ pointer: field === '' ? '' : `/${field.replaceAll('.', '/')}`, detail: message }));
  return { type: 'about:blank', title, status, detail, code, ...(pointed && { errors: pointed }) };
}

/** Whether who asks is a program: under /api, by the ending of the address, or by what it accepts. The one place that decides. */
export function wantsProblem({ url, headers }: Pick<FastifyRequest, 'url' | 'headers'>): boolean {
  const { accept = '' } = headers;
  const path = url.split('?', 1)[0] ?? '';
  return isApi(url) || /[.](csv|json|ics|atom|xml)$/.test(path) || (/json|text\/csv/.test(accept) && !accept.includes('text/html'));
}

/**
 * Every error of a request ends here: as problem details or as a page. What is ours to mend is logged with its stack, which
 * nobody outside ever sees. A health check keeps the shape that its callers know.
 */
@Catch()
export class FaultFilter implements ExceptionFilter {
  private readonly logger = new Logger('Fault');

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const [request, reply] = [host.switchToHttp().getRequest<FastifyRequest>(), host.switchToHttp().getResponse<FastifyReply>()];
    const fault = faultOf(error);
    if (fault.status >= 500 && !(error instanceof HttpException)) this.logger.error(inLog(error));
    if (reply.sent || (reply.raw as ServerResponse).headersSent) return void reply.raw.destroy();
    if (fault.status === 503 && !reply.hasHeader('retry-after')) void reply.header('retry-after', '30');
    const isHealth = request.url.startsWith('/health/');
    if (isHealth && error instanceof HttpException) return void reply.code(fault.status).send(error.getResponse());
    if (wantsProblem(request)) return void answerWithProblem(reply, fault);
    void answerWithFaultPage(reply, fault);
  }
}

/** Answers with problem details. Sent as text, since the reply's own serializer belongs to what was asked for. */
export function answerWithProblem(reply: FastifyReply, fault: Fault): FastifyReply {
  return reply
    .code(fault.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(fault)));
}
